import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import {
  AnalysisException,
  count,
  type DataFrame,
  type DataFrameWriter,
  lit,
  type SparkSession,
  sum,
} from "../../src/spark-connect/index.ts";
import { table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineSession, recordingSession } from "./offline-session.ts";

const INPUT = table(0, "t");

type Case = readonly [name: string, write: (writer: DataFrameWriter) => Promise<unknown>, operation: object];

const CASES: readonly Case[] = [
  [
    "parquet in partitions",
    (write) => write.mode("overwrite").partitionBy("a", "b").option("compression", "zstd").parquet("/x"),
    {
      input: INPUT,
      source: "parquet",
      path: "/x",
      mode: "SAVE_MODE_OVERWRITE",
      partitioningColumns: ["a", "b"],
      options: { compression: "zstd" },
    },
  ],
  [
    "csv, in Spark's default mode",
    (write) => write.options({ header: true, sep: undefined }).csv("/x"),
    { input: INPUT, source: "csv", path: "/x", options: { header: "true" } },
  ],
  [
    "json",
    (write) => write.mode("error").json("/x"),
    { input: INPUT, source: "json", path: "/x", mode: "SAVE_MODE_ERROR_IF_EXISTS" },
  ],
  [
    "jdbc, which has no path",
    (write) => write.mode("append").jdbc({ url: "jdbc:x", dbtable: "tab", user: "u", batchsize: 10 }),
    {
      input: INPUT,
      source: "jdbc",
      mode: "SAVE_MODE_APPEND",
      options: { url: "jdbc:x", dbtable: "tab", user: "u", batchsize: "10" },
    },
  ],
  [
    "any other format",
    (write) => write.format("avro").mode("append").save("/x"),
    { input: INPUT, source: "avro", path: "/x", mode: "SAVE_MODE_APPEND" },
  ],
  ["noop", (write) => write.noop(), { input: INPUT, source: "noop", mode: "SAVE_MODE_OVERWRITE" }],
  [
    "a table in sorted buckets",
    (write) => write.bucketBy(4, "a").sortBy("b").mode("ignore").saveAsTable("x"),
    {
      input: INPUT,
      table: { tableName: "x", saveMethod: "TABLE_SAVE_METHOD_SAVE_AS_TABLE" },
      mode: "SAVE_MODE_IGNORE",
      bucketBy: { bucketColumnNames: ["a"], numBuckets: 4 },
      sortColumnNames: ["b"],
    },
  ],
  [
    "xml",
    (write) => write.option("rowTag", "r").xml("/x"),
    { input: INPUT, source: "xml", path: "/x", options: { rowTag: "r" } },
  ],
  [
    "a clustered table",
    (write) => write.clusterBy("a", "b").saveAsTable("x"),
    {
      input: INPUT,
      table: { tableName: "x", saveMethod: "TABLE_SAVE_METHOD_SAVE_AS_TABLE" },
      clusteringColumns: ["a", "b"],
    },
  ],
  [
    "into a table",
    (write) => write.insertInto("x"),
    { input: INPUT, table: { tableName: "x", saveMethod: "TABLE_SAVE_METHOD_INSERT_INTO" } },
  ],
];

for (const [name, write, writeOperation] of CASES) {
  test(`writing ${name} sends what PySpark sends`, async () => {
    const { spark, executed } = recordingSession();
    await assert.rejects(write(spark.table("t").write), Offline);
    assert.deepEqual(
      executed.map((plan) => toJson(PlanSchema, plan)),
      [{ command: { writeOperation } }],
    );
  });
}

test("a writer shows its plan without a server", () => {
  assert.deepEqual(offlineSession().table("t").write.format("orc").toPlanJson("/x"), {
    command: { writeOperation: { input: INPUT, source: "orc", path: "/x" } },
  });
});

test("a writer shows its plan for a table without a server", () => {
  const { write } = offlineSession().table("t");
  const sent = (saveMethod: string) => ({
    command: { writeOperation: { input: INPUT, table: { tableName: "x", saveMethod } } },
  });
  assert.deepEqual(write.toPlanJson({ saveAsTable: "x" }), sent("TABLE_SAVE_METHOD_SAVE_AS_TABLE"));
  assert.deepEqual(write.toPlanJson({ insertInto: "x" }), sent("TABLE_SAVE_METHOD_INSERT_INTO"));
});

test("an option set on one writer does not show on another", () => {
  const { write } = offlineSession().table("t");
  write.option("a", "b").mode("append").partitionBy("c");
  assert.deepEqual(write.toPlanJson(), { command: { writeOperation: { input: INPUT } } });
});

describe("a frame written by Spark", () => {
  let spark: SparkSession;
  let folder: string;
  let sales: DataFrame;

  beforeAll(async () => {
    spark = await liveSession();
    folder = await mkdtemp(join(tmpdir(), "writer-"));
    sales = spark.createDataFrame(
      [
        ["x", 1],
        ["x", 2],
        ["y", 3],
      ],
      "store STRING, amount INT",
    );
  });
  afterAll(async () => {
    await spark.close();
    await rm(folder, { recursive: true });
  });

  test("lies in a folder for each value of a partition column", async () => {
    const path = join(folder, "partitions");
    await sales.write.partitionBy("store").parquet(path);
    const folders = (await readdir(path)).filter((name) => name.startsWith("store="));
    assert.deepEqual(folders.toSorted(), ["store=x", "store=y"]);
    assert.deepEqual(await spark.read.parquet(path).sort("amount").collect(), [
      { amount: 1, store: "x" },
      { amount: 2, store: "x" },
      { amount: 3, store: "y" },
    ]);
  });

  test("tells what was observed on the way", async () => {
    const { operationId, observed } = await sales
      .observe("written", count(lit(1)).alias("rows"), sum("amount").alias("amount"))
      .write.csv(join(folder, "observed"));
    assert.match(operationId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(observed.get("written")?.toObject(), { rows: 3n, amount: 6n });
  });

  test("is not written over another without being told so", async () => {
    const path = join(folder, "twice");
    await sales.write.json(path);
    await assert.rejects(sales.write.json(path), (error) => {
      assert.ok(error instanceof AnalysisException);
      assert.equal(error.errorClass, "PATH_ALREADY_EXISTS");
      return true;
    });
    await sales.write.format("json").mode("append").save(path);
    assert.equal(await spark.read.json(path).count(), 6);
  });

  test("is a table, appended to and overwritten", async () => {
    const name = `writer_${crypto.randomUUID().replaceAll("-", "")}`;
    const amounts = async () => (await spark.table(name).sort("amount").collectRows()).map((row) => row.get("amount"));
    try {
      await sales.write.bucketBy(2, "store").sortBy("amount").saveAsTable(name);
      assert.deepEqual(await amounts(), [1, 2, 3]);
      await sales.filter("amount = 3").write.insertInto(name);
      assert.deepEqual(await amounts(), [1, 2, 3, 3]);
      await sales.filter("amount = 1").write.mode("overwrite").insertInto(name);
      assert.deepEqual(await amounts(), [1]);
      assert.deepEqual(
        (await spark.catalog.listColumns(name)).map((column) => [column.name, column.isBucket]),
        [
          ["store", true],
          ["amount", false],
        ],
      );
    } finally {
      await spark.sql(`DROP TABLE IF EXISTS ${name}`);
    }
  });

  test("is XML, ORC and text that Spark reads again", async () => {
    const rows = [{ amount: 3, store: "y" }];
    const one = sales.filter("amount = 3").select("amount", "store");
    await one.write.option("rowTag", "sale").xml(join(folder, "xml"));
    const schema = "amount INT, store STRING";
    assert.deepEqual(await spark.read.option("rowTag", "sale").schema(schema).xml(join(folder, "xml")).collect(), rows);
    await one.write.orc(join(folder, "orc"));
    assert.deepEqual(await spark.read.orc(join(folder, "orc")).collect(), rows);
    await one.select("store").write.text(join(folder, "text"));
    assert.deepEqual(await spark.read.text(join(folder, "text")).collect(), [{ value: "y" }]);
  });
});
