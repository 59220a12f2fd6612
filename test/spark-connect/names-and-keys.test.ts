import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, expectTypeOf, test } from "vitest";
import { col, createMap, type DataFrame, lit, type SparkSession } from "../../src/spark-connect/index.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";

const table = () => offlineSession().table("t");
const [x, y] = [lit(1), lit(2)];

test("columns by names that look like numbers keep their order in a Map and in pairs", () => {
  const names = (frame: DataFrame) => JSON.stringify(frame.toPlanJson()).match(/"name":\["(\w+)"\]/g);
  const expected = ['"name":["b"]', '"name":["2024"]', '"name":["2023"]'];
  assert.deepEqual(
    names(
      table().withColumns(
        new Map([
          ["b", x],
          ["2024", x],
          ["2023", y],
        ]),
      ),
    ),
    expected,
  );
  assert.deepEqual(
    names(
      table().withColumns([
        ["b", x],
        ["2024", x],
        ["2023", y],
      ]),
    ),
    expected,
  );
});

test("an object that lost the order of its names is refused", () => {
  const message =
    /does not keep the order of an object's keys that look like numbers, such as 2023\. Give a Map or pairs/;
  assert.throws(() => table().withColumns({ b: x, 2024: x, 2023: y }), { name: "TypeError", message });
  assert.throws(() => table().withColumnsRenamed({ b: "c", 2023: "d" }), { message });
  assert.throws(() => table().agg({ b: "sum", 2023: "max" }), { message });
  assert.doesNotThrow(() => table().withColumns({ 2023: y }));
  assert.doesNotThrow(() => table().withColumns({ "2023-03": y, b: x, "007": y }));
});

test("values by keys that are numbers do not compile as an object", () => {
  type Fractions = Parameters<DataFrame["sampleBy"]>[1];
  type Replacements = Parameters<DataFrame["replace"]>[0];
  expectTypeOf<{ 0: number }>().not.toExtend<Fractions>();
  expectTypeOf<{ "0": number }>().not.toExtend<Fractions>();
  expectTypeOf<{ ann: number }>().toExtend<Fractions>();
  expectTypeOf<Map<number, number>>().toExtend<Fractions>();
  expectTypeOf<{ 1: string }>().not.toExtend<Replacements>();
  expectTypeOf<{ ann: string }>().toExtend<Replacements>();
});

test("options, settings and fills may be a Map", () => {
  const { read } = offlineSession();
  const options = new Map([["header", true]]);
  assert.deepEqual(
    read.options(options).csv("p").relation.relType,
    read.options({ header: true }).csv("p").relation.relType,
  );
  assert.deepEqual(
    table()
      .fillna(new Map([["a", 1]]))
      .toPlanJson(),
    table().fillna({ a: 1 }).toPlanJson(),
  );
});

describe("on Spark", () => {
  let spark: SparkSession;

  beforeAll(async () => {
    spark = await liveSession();
  });
  afterAll(async () => await spark.close());

  test("a sample by keys that are numbers is one of the rows with these numbers", async () => {
    for (const type of ["INT", "BIGINT"]) {
      const rows = spark.range(0, 100).select(col("id").mod(2).cast(type).alias("k"));
      assert.equal(await rows.sampleBy("k", new Map([[0, 1]]), 1).count(), 50, type);
      assert.equal(await rows.sampleBy("k", [[1, 1]], 1).count(), 50, type);
    }
    const texts = spark.range(0, 100).select(col("id").mod(2).cast("STRING").alias("k"));
    assert.equal(await texts.sampleBy("k", new Map([["0", 1]]), 1).count(), 50);
  });

  test("a map of a Map has its keys and values as literals, and columns as they are", async () => {
    const map = createMap(
      new Map([
        [1, col("id").plus(1)],
        [2, lit(7n)],
      ]),
    );
    const [row] = await spark.range(3, 4).select(map.alias("m")).collect();
    assert.deepEqual(
      row?.["m"],
      new Map([
        [1, 4n],
        [2, 7n],
      ]),
    );
  });
});
