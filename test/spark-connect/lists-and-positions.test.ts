import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import {
  array,
  col,
  createMap,
  type DataFrame,
  desc,
  type SparkSession,
  struct,
  sum,
  Window,
} from "../../src/spark-connect/index.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";

/** Each program in a list, and the same one by one. */
const PROGRAMS: Readonly<
  Record<string, readonly [list: (t: DataFrame) => DataFrame, each: (t: DataFrame) => DataFrame]>
> = {
  select: [(t) => t.select(["a", col("b")]), (t) => t.select("a", col("b"))],
  selectExpr: [(t) => t.selectExpr(["a + 1", "b"]), (t) => t.selectExpr("a + 1", "b")],
  drop: [(t) => t.drop(["a", "b"]), (t) => t.drop("a", "b")],
  toDF: [(t) => t.toDF(["x", "y"]), (t) => t.toDF("x", "y")],
  dropDuplicates: [(t) => t.dropDuplicates(["a", "b"]), (t) => t.dropDuplicates("a", "b")],
  groupBy: [(t) => t.groupBy(["a", "b"]).count(), (t) => t.groupBy("a", "b").count()],
  rollup: [(t) => t.rollup(["a", "b"]).count(), (t) => t.rollup("a", "b").count()],
  cube: [(t) => t.cube(["a", "b"]).count(), (t) => t.cube("a", "b").count()],
  "sum of groups": [(t) => t.groupBy("a").sum(["b", "c"]), (t) => t.groupBy("a").sum("b", "c")],
  orderBy: [(t) => t.orderBy(["a", desc("b")]), (t) => t.orderBy("a", desc("b"))],
  sortWithinPartitions: [(t) => t.sortWithinPartitions(["a", "b"]), (t) => t.sortWithinPartitions("a", "b")],
  describe: [(t) => t.describe(["a", "b"]), (t) => t.describe("a", "b")],
  summary: [(t) => t.summary(["min", "max"]), (t) => t.summary("min", "max")],
  dropna: [(t) => t.dropna("all", 2, ["a", "b"]), (t) => t.dropna({ how: "all", thresh: 2, subset: ["a", "b"] })],
  unpivot: [(t) => t.unpivot(["a"], ["b"], "n", "v"), (t) => t.unpivot("a", "b", "n", "v")],
  repartition: [(t) => t.repartition(2, "a", "b"), (t) => t.repartition(2, col("a"), col("b"))],
  window: [
    (t) => t.select(sum("a").over(Window.partitionBy(["b", "c"]).orderBy(["d", "e"]))),
    (t) => t.select(sum("a").over(Window.partitionBy("b", "c").orderBy("d", "e"))),
  ],
  functions: [
    (t) => t.select(array(["a", "b"]), struct(["a", "b"]), createMap(["a", "b"])),
    (t) => t.select(array("a", "b"), struct("a", "b"), createMap("a", "b")),
  ],
};

for (const [name, [list, each]] of Object.entries(PROGRAMS)) {
  test(`${name} takes a list as it takes columns one by one`, () => {
    assert.deepEqual(list(offlineSession().table("t")).toPlanJson(), each(offlineSession().table("t")).toPlanJson());
  });
}

test("one direction of a sort is for all keys, several are for each", () => {
  const plan = (build: (t: DataFrame) => DataFrame) => build(offlineSession().table("t")).toPlanJson();
  assert.deepEqual(
    plan((t) => t.orderBy("a", "b", { ascending: false })),
    plan((t) => t.orderBy(desc("a"), desc("b"))),
  );
  assert.deepEqual(
    plan((t) => t.orderBy(["a", "b"], { ascending: [false, true] })),
    plan((t) => t.orderBy(desc("a"), "b")),
  );
});

test("a sort without keys, by position 0, or with directions that do not match is refused", () => {
  const t = offlineSession().table("t");
  assert.throws(() => t.orderBy([]), { name: "RangeError", message: /needs a column/ });
  assert.throws(() => t.orderBy(0), { name: "RangeError", message: /0 is no position/ });
  assert.throws(() => t.orderBy("a", "b", { ascending: [true] }), {
    message: /by 2 columns got 1 values of ascending/,
  });
});

describe("on Spark", () => {
  let spark: SparkSession;
  let sales: DataFrame;

  beforeAll(async () => {
    spark = await liveSession();
    sales = spark.createDataFrame(
      [
        [1, "b", 10],
        [2, "a", 20],
        [1, "a", 30],
      ],
      "k INT, `s.t` STRING, v INT",
    );
  });
  afterAll(async () => await spark.close());

  const values = async (frame: DataFrame) => (await frame.collectRows()).map((row) => row.values);

  test("a sort by positions follows them, negative ones descending", async () => {
    assert.deepEqual(await values(sales.orderBy(2, -3)), [
      [1, "a", 30],
      [2, "a", 20],
      [1, "b", 10],
    ]);
  });

  test("groups by positions are groups by these columns, also by a name with a dot", async () => {
    const groups = await sales.groupBy(2, "k");
    assert.deepEqual(await values(groups.sum("v").orderBy(1, 2)), [
      ["a", 1, 30n],
      ["a", 2, 20n],
      ["b", 1, 10n],
    ]);
    await assert.rejects(sales.groupBy(4), {
      name: "RangeError",
      message: "There is no column at position 4: they count from 1 to 3",
    });
  });

  test("an aggregate of groups without names is one of all columns of numbers", async () => {
    const least = await sales.groupBy("`s.t`").min();
    assert.deepEqual(await least.columns(), ["s.t", "min(k)", "min(v)"]);
    assert.deepEqual(await values(least.orderBy(1)), [
      ["a", 1, 20],
      ["b", 1, 10],
    ]);
  });
});
