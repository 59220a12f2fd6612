import assert from "node:assert/strict";
import { test } from "vitest";
import { encodeRows } from "../../../src/spark-connect/arrow/encode.ts";
import { parseDdl, SparkSession } from "../../../src/spark-connect/index.ts";
import { sparkRemote } from "../../support/server-environment.ts";
import { isSpark40 } from "../live-session.ts";
import { NetworkPath, portOf } from "./network-path.ts";

const rows = Array.from({ length: 50_000 }, (_, id) => [id, `${id} `.repeat(20)]);
const schema = parseDdl("id INT, s STRING");

/** Runs on the test's Spark server, and counts the bytes that are sent there. */
async function counted(work: (spark: SparkSession, path: NetworkPath) => Promise<void>): Promise<void> {
  await using path = new NetworkPath(portOf(sparkRemote()));
  await using spark = SparkSession.connect(await path.listen());
  await work(spark, path);
}

test("large local rows are uploaded once, and come back whole and in order", () =>
  counted(async (spark, path) => {
    await spark.conf.set("spark.sql.session.localRelationCacheThreshold", 100_000);
    const frame = spark.createDataFrame(rows, schema);
    assert.deepEqual(
      (await frame.collectRows()).map(({ values }) => values),
      rows,
    );
    const sent = path.bytesToServer;
    assert.ok(sent > 5_000_000, `${sent} bytes`);
    assert.equal(await frame.filter("id % 2 = 0").count(), 25_000);
    assert.deepEqual((await frame.schema()).fields, schema.fields);
    assert.equal(await spark.createDataFrame(rows, schema).count(), 50_000);
    assert.ok(path.bytesToServer - sent < 50_000, `${path.bytesToServer - sent} bytes more`);
  }));

test("Arrow data are a frame, small in the plan and large uploaded", () =>
  counted(async (spark) => {
    const small = encodeRows(schema, rows.slice(0, 2));
    assert.deepEqual(
      (await spark.createDataFrameFromArrow(small).collectRows()).map(({ values }) => values),
      rows.slice(0, 2),
    );
    const renamed = spark.createDataFrameFromArrow(small, "n BIGINT, t STRING");
    assert.deepEqual(await renamed.select("n").collect(), [{ n: 0n }, { n: 1n }]);
    const frame = spark.createDataFrameFromArrow(encodeRows(schema, rows));
    assert.deepEqual(
      (await frame.collectRows()).map(({ values }) => values),
      rows,
    );
    assert.throws(() => spark.createDataFrameFromArrow(new Uint8Array(8)), TypeError);
  }));

test("a large plan travels compressed, where the server reads that", () =>
  counted(async (spark, path) => {
    await spark.conf.set("spark.connect.session.planCompression.threshold", 100_000);
    const text = "z".repeat(3_000_000);
    const frame = spark.range(0, 1).selectExpr(`length('${text}') AS n`);
    assert.deepEqual(await frame.collect(), [{ n: 3_000_000 }]);
    assert.equal((await frame.columns()).length, 1);
    const isCompressed = !(await isSpark40(spark));
    assert.equal(path.bytesToServer < 100_000, isCompressed, `${path.bytesToServer} bytes`);
  }));
