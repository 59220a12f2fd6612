import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import {
  col,
  Decimal,
  DecimalType,
  IntegerType,
  type SparkSession,
  StructField,
  StructType,
  sparkPartitionId,
} from "../../src/spark-connect/index.ts";
import { relation, rootOf, table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";

describe("the plan of a reader", () => {
  test("holds format, schema, options and paths", () => {
    const frame = offlineSession()
      .read.format("csv")
      .schema("a INT")
      .option("header", true)
      .options({ maxColumns: 5, sep: undefined })
      .load(["/a", "/b"]);
    const dataSource = {
      format: "csv",
      schema: "a INT",
      options: { header: "true", maxColumns: "5" },
      paths: ["/a", "/b"],
    };
    assert.deepEqual(rootOf(frame), relation(0, { read: { dataSource } }));
  });

  test("holds a schema that is given as a type", () => {
    const schema = StructType([StructField("a", IntegerType, false), StructField("b", DecimalType(20, 2))]);
    const dataSource = {
      format: "json",
      schema:
        '{"fields":[{"metadata":{},"name":"a","nullable":false,"type":"integer"},' +
        '{"metadata":{},"name":"b","nullable":true,"type":"decimal(20,2)"}],"type":"struct"}',
      paths: ["/a"],
    };
    assert.deepEqual(rootOf(offlineSession().read.schema(schema).json("/a")), relation(0, { read: { dataSource } }));
  });

  test("leaves the schema to the source when none is given", () => {
    const dataSource = { format: "parquet", schema: "", paths: ["/a"] };
    assert.deepEqual(rootOf(offlineSession().read.parquet("/a")), relation(0, { read: { dataSource } }));
  });

  test("holds the options of JDBC, and no path", () => {
    const source = { url: "jdbc:mysql://h/d", query: "SELECT 1", user: "u", password: "p", fetchsize: 100 };
    const options = { ...source, fetchsize: "100" };
    assert.deepEqual(
      rootOf(offlineSession().read.jdbc(source)),
      relation(0, { read: { dataSource: { format: "jdbc", schema: "", options } } }),
    );
  });

  test("holds the predicates of JDBC, a partition each", () => {
    const source = { url: "jdbc:mysql://h/d", dbtable: "t" };
    const predicates = ["id < 10", "id >= 10"];
    assert.deepEqual(
      rootOf(offlineSession().read.jdbc(source, predicates)),
      relation(0, { read: { dataSource: { format: "jdbc", schema: "", options: source, predicates } } }),
    );
  });

  test("of XML holds its format", () => {
    const dataSource = { format: "xml", schema: "", options: { rowTag: "r" }, paths: ["/a"] };
    assert.deepEqual(
      rootOf(offlineSession().read.option("rowTag", "r").xml("/a")),
      relation(0, { read: { dataSource } }),
    );
  });

  test("of a frame's lines holds the frame", () => {
    const { read } = offlineSession();
    const schema = { struct: { fields: [{ name: "a", dataType: { integer: {} }, nullable: true }] } };
    assert.deepEqual(
      rootOf(read.schema("a INT").option("sep", ";").csv(read.table("t"))),
      relation(1, { parse: { input: table(0, "t"), format: "PARSE_FORMAT_CSV", schema, options: { sep: ";" } } }),
    );
    assert.deepEqual(
      rootOf(read.json(read.table("t"))),
      relation(3, { parse: { input: table(2, "t"), format: "PARSE_FORMAT_JSON" } }),
    );
  });

  test("of a table holds its name and options", () => {
    assert.deepEqual(
      rootOf(offlineSession().read.option("a", "b").table("db.t")),
      relation(0, { read: { namedTable: { unparsedIdentifier: "db.t", options: { a: "b" } } } }),
    );
  });

  test("an option set on one reader does not show on another", () => {
    const { read } = offlineSession();
    const plain = read.csv("/a");
    read.option("header", true).schema("a INT").csv("/a");
    const dataSource = { format: "csv", schema: "", paths: ["/a"] };
    assert.deepEqual(rootOf(plain), relation(0, { read: { dataSource } }));
    assert.deepEqual(rootOf(read.csv("/a")), relation(2, { read: { dataSource } }));
  });
});

describe("files", () => {
  let spark: SparkSession;
  let folder: string;

  beforeAll(async () => {
    spark = await liveSession();
    folder = await mkdtemp(join(tmpdir(), "reader-"));
    await writeFile(join(folder, "a.csv"), "id,price\n1,2.50\n2,bad\n");
    await writeFile(join(folder, "a.jsonl"), '{"id":1,"price":2.5}\n');
  });
  afterAll(async () => {
    await spark.close();
    await rm(folder, { recursive: true });
  });

  test("of CSV are read with a schema, a bad value as NULL", async () => {
    const read = spark.read.schema("id INT, price DECIMAL(10,2)").option("header", true);
    assert.deepEqual(await read.csv(join(folder, "a.csv")).collect(), [
      { id: 1, price: Decimal.parse("2.50") },
      { id: 2, price: null },
    ]);
  });

  test("of JSON lines are read with their own schema", async () => {
    assert.deepEqual(await spark.read.json(join(folder, "a.jsonl")).collect(), [{ id: 1n, price: 2.5 }]);
  });

  test("of text are read line by line, with the path of each row's file", async () => {
    const rows = spark.read.text(join(folder, "a.csv")).select("value", col("_metadata.file_name"));
    assert.deepEqual(await rows.collect(), [
      { value: "id,price", file_name: "a.csv" },
      { value: "1,2.50", file_name: "a.csv" },
      { value: "2,bad", file_name: "a.csv" },
    ]);
  });
});

test("lines that a frame holds are read as CSV and JSON", async () => {
  await using spark = await liveSession();
  const lines = (...values: readonly string[]) =>
    spark.createDataFrame(
      values.map((value) => [value]),
      "value STRING",
    );
  const csv = spark.read.schema("id INT, name STRING").option("sep", ";").csv(lines("1;a", "2;b"));
  assert.deepEqual(await csv.collect(), [
    { id: 1, name: "a" },
    { id: 2, name: "b" },
  ]);
  assert.deepEqual(await spark.read.json(lines('{"id":1}')).collect(), [{ id: 1n }]);
});

describe("a database", () => {
  test("is read in the partitions that predicates make", async () => {
    await using spark = await liveSession();
    const { MYSQL_HOST, MYSQL_PORT, MYSQL_DATABASE, MYSQL_USER = "", MYSQL_PASSWORD = "" } = process.env;
    const source = {
      url: `jdbc:mysql://${MYSQL_HOST}:${MYSQL_PORT}/${MYSQL_DATABASE}`,
      dbtable: "(SELECT 1 AS id UNION ALL SELECT 2) AS t",
      user: MYSQL_USER,
      password: MYSQL_PASSWORD,
    };
    const rows = spark.read.jdbc(source, ["id = 1", "id = 2"]).select(col("id").cast("int"), sparkPartitionId());
    assert.deepEqual(
      (await rows.sort("id").collectRows()).map(({ values }) => values),
      [
        [1, 0],
        [2, 1],
      ],
    );
  });

  test("is read through JDBC", async () => {
    await using spark = await liveSession();
    const { MYSQL_HOST, MYSQL_PORT, MYSQL_DATABASE, MYSQL_USER = "", MYSQL_PASSWORD = "" } = process.env;
    const rows = spark.read.jdbc({
      url: `jdbc:mysql://${MYSQL_HOST}:${MYSQL_PORT}/${MYSQL_DATABASE}`,
      query: "SELECT CAST(1.5 AS DECIMAL(10,2)) AS price, 'x' AS name",
      user: MYSQL_USER,
      password: MYSQL_PASSWORD,
    });
    assert.deepEqual(await rows.collect(), [{ price: Decimal.parse("1.50"), name: "x" }]);
  });
});
