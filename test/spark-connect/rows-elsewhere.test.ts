import assert from "node:assert/strict";
import { tableFromIPC } from "@uwdata/flechette";
import { afterAll, beforeAll, describe, onTestFinished, test, vi } from "vitest";
import {
  type ActionOptions,
  col,
  type DataFrame,
  lit,
  Observation,
  type SparkSession,
  sum,
} from "../../src/spark-connect/index.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession, recordingSession } from "./offline-session.ts";

describe("on Spark", () => {
  let spark: SparkSession;
  let sales: DataFrame;

  beforeAll(async () => {
    spark = await liveSession();
    sales = spark.createDataFrame(
      [
        [1, "ann"],
        [2, "a name that is longer than twenty characters"],
      ],
      "id INT NOT NULL, name STRING",
    );
  });
  afterAll(async () => await spark.close());

  test("show prints the first rows, as PySpark prints them", async () => {
    assert.match(
      await printed(() => sales.show()),
      /^\+---\+-+\+\n\| id\| +name\|\n.*a name that is lo\.\.\.\|\n\+---\+-+\+\n\n$/s,
    );
    assert.match(await printed(() => sales.show(1, false)), /ann.*only showing top 1 row/s);
    assert.match(await printed(() => sales.show(2, false)), /longer than twenty characters\|/);
    assert.match(await printed(() => sales.show({ vertical: true, truncate: 5 })), /-RECORD 0-.* name \| ann/s);
  });

  test("printSchema prints the schema as a tree", async () => {
    assert.equal(
      await printed(() => sales.printSchema()),
      "root\n |-- id: integer (nullable = false)\n |-- name: string (nullable = true)\n\n",
    );
  });

  test("rows are read as a table of Arrow, and as the stream of it", async () => {
    const frame = spark.range(0, 1_000, 1, 3).select(col("id"), col("id").cast("DECIMAL(20,2)").alias("d"));
    const table = await frame.toArrow();
    assert.equal(table.numRows, 1_000);
    assert.deepEqual(table.names, ["id", "d"]);
    assert.equal(table.getChild("id").at(999), 999n);
    assert.equal(table.getChild("d").at(1), 100n);
    assert.equal(tableFromIPC(await frame.toArrowStream()).numRows, 1_000);
  });

  test("a frame without rows is an Arrow table with its columns", async () => {
    const table = await sales.filter("false").toArrow();
    assert.deepEqual([table.numRows, table.names], [0, ["id", "name"]]);
  });

  test("batches hold all rows, in order", async () => {
    const sizes: number[] = [];
    const ids: bigint[] = [];
    for await (const batch of spark.range(0, 10_000, 1, 4).batches<{ readonly id: bigint }>()) {
      sizes.push(batch.length);
      ids.push(...batch.map(({ id }) => id));
    }
    assert.ok(sizes.length > 1, String(sizes));
    assert.deepEqual(
      ids,
      Array.from({ length: 10_000 }, (_, id) => BigInt(id)),
    );
  });

  test("an observation has the metrics of the first action", async () => {
    const observation = new Observation();
    const observed = spark.range(0, 100).observe(observation, sum("id").alias("total"), lit(1).alias("one"));
    assert.throws(() => observation.get, { name: "TypeError", message: /has no metrics yet\. Run an action/ });
    await observed.filter("id < 10").collect();
    assert.deepEqual(observation.get, { total: 4950n, one: 1 });
  });

  test("tags of the session are those of its operations, until they are removed", async () => {
    spark.addTag("nightly");
    onTestFinished(() => spark.clearTags());
    const started = Promise.withResolvers<void>();
    const options: ActionOptions = { onProgress: ({ inflightTasks }) => inflightTasks > 0 && started.resolve() };
    const running = spark.range(0, 1e12).selectExpr("sum(id % 7)").collect(options);
    const canceled = assert.rejects(running, /OPERATION_CANCELED/);
    await started.promise;
    assert.equal((await spark.interruptTag("nightly")).length, 1);
    await canceled;
  });

  test("single values are a column of their type", async () => {
    assert.deepEqual(await spark.createDataFrame([1, 2n, null], "BIGINT").collect(), [
      { value: 1n },
      { value: 2n },
      { value: null },
    ]);
    assert.deepEqual(await spark.createDataFrame([["a"], []], "ARRAY<STRING>").collect(), [
      { value: ["a"] },
      { value: [] },
    ]);
    assert.deepEqual(await spark.createDataFrame([{ x: 1 }], "STRUCT<x: INT>").collect(), [{ x: 1 }]);
  });

  test("names of frames and columns stand in SQL for braces", async () => {
    const frame = await spark.sql(
      "SELECT {c} AS big, '{other}' AS text FROM {t} WHERE {c} > :least",
      { least: 1 },
      {
        frames: { t: sales },
        columns: { c: col("t.id") },
      },
    );
    assert.deepEqual(await frame.collect(), [{ big: 2, text: "{other}" }]);
  });

  test("a range is a table of functions too", async () => {
    assert.deepEqual(await spark.tvf.range(1, 4, 2).collect(), [{ id: 1n }, { id: 3n }]);
  });

  test("a setting that is not set has the fallback", async () => {
    assert.equal(await spark.conf.get("sales.no.such.setting", "none"), "none");
    assert.equal(await spark.conf.get("sales.no.such.setting", null), undefined);
    await assert.rejects(spark.conf.get("sales.no.such.setting"), /sales\.no\.such\.setting/);
  });
});

test("an observation is of one frame", () => {
  const observation = new Observation("sales");
  offlineSession().range(1).observe(observation, lit(1));
  assert.throws(() => offlineSession().range(1).observe(observation, lit(1)), {
    name: "TypeError",
    message: /of another frame already/,
  });
  assert.throws(() => new Observation(""), { name: "RangeError" });
});

test("a session knows its tags", () => {
  const { spark } = recordingSession();
  spark.addTag("a");
  spark.addTag("b");
  spark.removeTag("a");
  assert.deepEqual(spark.getTags(), new Set(["b"]));
  spark.clearTags();
  assert.deepEqual(spark.getTags(), new Set());
  assert.throws(() => spark.addTag("a,b"), { name: "TypeError", message: /contains a comma/ });
});

test("single values need their type", () => {
  const spark = offlineSession();
  const create = (...args: readonly unknown[]) => Reflect.apply(spark.createDataFrame, spark, args);
  assert.throws(() => create([1, 2]), { message: /Row 0 is the number 1: no columns can be inferred from it/ });
  assert.throws(() => create([1], "id INT"), { message: /Row 0 is the number 1, but the schema has columns/ });
});

test("only a column by name stands in SQL", async () => {
  const computed = { columns: { c: col("a").plus(1) } };
  await assert.rejects(offlineSession().sql("SELECT {c}", [], computed), {
    name: "TypeError",
    message: /the column for \{c\} must be one by name/,
  });
});

async function printed(print: () => Promise<unknown>): Promise<string> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await print();
    return write.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    write.mockRestore();
  }
}
