import assert from "node:assert/strict";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { callFunction, col, type DataFrameWriterV2, lit, type SparkSession } from "../../src/spark-connect/index.ts";
import { attr, fn, int, table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineSession, recordingSession } from "./offline-session.ts";

type Case = readonly [name: string, write: (writer: DataFrameWriterV2) => Promise<unknown>, operation: JsonObject];

const CASES: readonly Case[] = [
  [
    "create, with all that describes a new table",
    (writer) =>
      writer
        .using("parquet")
        .option("a", true)
        .options({ b: 1, c: undefined })
        .tableProperty("p", "q")
        .partitionedBy("a", callFunction("years", "b"))
        .clusterBy("c", "d")
        .create(),
    {
      mode: "MODE_CREATE",
      provider: "parquet",
      options: { a: "true", b: "1" },
      tableProperties: { p: "q" },
      partitioningColumns: [attr("a"), { callFunction: { functionName: "years", arguments: [attr("b")] } }],
      clusteringColumns: ["c", "d"],
    },
  ],
  ["replace", (writer) => writer.replace(), { mode: "MODE_REPLACE" }],
  ["createOrReplace", (writer) => writer.createOrReplace(), { mode: "MODE_CREATE_OR_REPLACE" }],
  ["append", (writer) => writer.append(), { mode: "MODE_APPEND" }],
  [
    "overwrite",
    (writer) => writer.overwrite(col("a").eq(1)),
    { mode: "MODE_OVERWRITE", overwriteCondition: fn("==", attr("a"), int(1)) },
  ],
  ["overwritePartitions", (writer) => writer.overwritePartitions(), { mode: "MODE_OVERWRITE_PARTITIONS" }],
];

for (const [name, write, operation] of CASES) {
  test(`${name} sends what PySpark sends`, async () => {
    const { spark, executed } = recordingSession();
    await assert.rejects(write(spark.table("t").writeTo("c.d.x")), Offline);
    assert.deepEqual(
      executed.map((plan) => toJson(PlanSchema, plan)),
      [{ command: { writeOperationV2: { input: table(0, "t"), tableName: "c.d.x", ...operation } } }],
    );
  });
}

test("a writer to a table shows its plan without a server", () => {
  assert.deepEqual(offlineSession().table("t").writeTo("x").toPlanJson("overwrite", lit(true)), {
    command: {
      writeOperationV2: {
        input: table(0, "t"),
        tableName: "x",
        mode: "MODE_OVERWRITE",
        overwriteCondition: { literal: { boolean: true } },
      },
    },
  });
});

test("an option set on one writer to a table does not show on another", () => {
  const writer = offlineSession().table("t").writeTo("x");
  writer.option("a", "b").tableProperty("c", "d").using("csv");
  assert.deepEqual(writer.toPlanJson("append"), {
    command: { writeOperationV2: { input: table(0, "t"), tableName: "x", mode: "MODE_APPEND" } },
  });
});

/** The stack's database, as a catalog of Spark: it creates, replaces, appends and truncates tables. */
describe("a table of a catalog", () => {
  let spark: SparkSession;
  let table: string;

  beforeAll(async () => {
    const { MYSQL_HOST, MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD, MYSQL_DATABASE } = process.env;
    spark = await liveSession();
    await spark.conf.setAll({
      "spark.sql.catalog.warehouse": "org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog",
      "spark.sql.catalog.warehouse.url": `jdbc:mysql://${MYSQL_HOST}:${MYSQL_PORT}/`,
      "spark.sql.catalog.warehouse.driver": "com.mysql.cj.jdbc.Driver",
      "spark.sql.catalog.warehouse.user": MYSQL_USER ?? "",
      "spark.sql.catalog.warehouse.password": MYSQL_PASSWORD ?? "",
    });
    table = `warehouse.${MYSQL_DATABASE}.v2_${crypto.randomUUID().replaceAll("-", "")}`;
  });
  afterAll(async () => {
    await spark.sql(`DROP TABLE IF EXISTS ${table}`);
    await spark.close();
  });

  const ids = async () => (await spark.table(table).sort("id").collect<{ readonly id: bigint }>()).map(({ id }) => id);

  test("is created once, appended to, overwritten and replaced", async () => {
    await assert.rejects(spark.range(1).writeTo(table).append(), { name: "AnalysisException" });
    await spark.range(2).writeTo(table).create();
    await assert.rejects(spark.range(2).writeTo(table).create(), { name: "AnalysisException" });
    await spark.range(2, 4).writeTo(table).append();
    assert.deepEqual(await ids(), [0n, 1n, 2n, 3n]);
    await spark.range(7, 8).writeTo(table).overwrite(lit(true));
    assert.deepEqual(await ids(), [7n]);
    await spark.range(1).writeTo(table).replace();
    assert.deepEqual(await ids(), [0n]);
    await spark.range(3).writeTo(table).createOrReplace();
    assert.deepEqual(await ids(), [0n, 1n, 2n]);
  });

  test("that cannot overwrite partitions says so", async () => {
    await spark.range(1).writeTo(table).createOrReplace();
    await assert.rejects(spark.range(1).writeTo(table).overwritePartitions(), {
      name: "AnalysisException",
      message: /overwrite/,
    });
    assert.deepEqual(await ids(), [0n]);
  });
});

test("the session's own catalog creates a table from a frame", async () => {
  await using spark = await liveSession();
  const name = `v2_${crypto.randomUUID().replaceAll("-", "")}`;
  try {
    await spark.range(2).withColumn("half", lit(1)).writeTo(name).using("parquet").partitionedBy("half").create();
    assert.deepEqual(
      (await spark.catalog.listColumns(name)).map((column) => [column.name, column.isPartition]),
      [
        ["id", false],
        ["half", true],
      ],
    );
    assert.equal(await spark.table(name).count(), 2);
  } finally {
    await spark.sql(`DROP TABLE IF EXISTS ${name}`);
  }
});
