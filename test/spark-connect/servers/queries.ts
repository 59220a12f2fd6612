import assert from "node:assert/strict";
import {
  asc,
  coalesce,
  col,
  type DataFrame,
  desc,
  expr,
  lit,
  percentRank,
  rank,
  type SparkSession,
  sum,
  transform,
  Window,
  zipWith,
} from "../../../src/spark-connect/index.ts";
import type { Capability } from "./capability.ts";

export const queries: readonly Capability[] = [
  {
    name: "SQL with arguments",
    program: async (spark) => {
      const frame = await spark.sql("SELECT :a + id AS n FROM range(2) ORDER BY n", { a: 3 });
      assert.deepEqual(await columnOf(frame), [3n, 4n]);
    },
  },
  {
    name: "SQL that reads frames by name",
    program: async (spark) => {
      const frame = await spark.sql("SELECT sum(n) FROM s", [], { frames: { s: sales(spark) } });
      assert.deepEqual(await columnOf(frame), [10n]);
    },
  },
  {
    name: "columns, filters, sorting, limits",
    program: async (spark) => {
      const frame = sales(spark).withColumn("twice", col("n").multiply(2)).filter(col("k").eq("a"));
      assert.deepEqual(await columnOf(frame.orderBy(desc("twice")).offset(1).limit(1).select("twice")), [2]);
    },
  },
  {
    name: "`tail`",
    program: async (spark) => assert.deepEqual(await spark.range(5).tail(2), [{ id: 3n }, { id: 4n }]),
  },
  {
    name: "aggregates, rollup and cube",
    program: async (spark) => {
      const total = sum("n").alias("total");
      const rolled = sales(spark).rollup("k").agg(total).orderBy("total").select("total");
      assert.deepEqual(await columnOf(rolled), [3n, 7n, 10n]);
      assert.equal(await sales(spark).cube("k").agg(total).count(), 3);
    },
  },
  {
    name: "`pivot`",
    program: async (spark) => {
      const pivoted = sales(spark).groupBy("k").pivot("k", ["a", "b"]).agg(sum("n")).orderBy("k").select("b");
      assert.deepEqual(await columnOf(pivoted), [null, 7n]);
    },
  },
  {
    name: "joins",
    program: async (spark) => {
      const names = spark.createDataFrame([["a", "first"]], "k STRING, name STRING");
      for (const [how, rows] of [
        ["inner", 2],
        ["left", 4],
        ["leftanti", 2],
        ["leftsemi", 2],
        ["outer", 4],
      ] as const) {
        assert.equal(await sales(spark).join(names, "k", how).count(), rows, how);
      }
    },
  },
  {
    name: "lateral joins",
    program: async (spark) => {
      const joined = sales(spark).lateralJoin(spark.range(1).select(col("n").outer().alias("outer")));
      assert.equal(await joined.count(), 4);
    },
  },
  {
    name: "unions and other set operations",
    program: async (spark) => {
      const [three, two] = [spark.range(3), spark.range(2)];
      assert.equal(await three.union(two).count(), 5);
      assert.equal(await three.intersect(two).count(), 2);
      assert.equal(await three.exceptAll(two).count(), 1);
    },
  },
  {
    name: "windows",
    program: async (spark) => {
      const byKey = Window.partitionBy("k").orderBy("n");
      const frame = sales(spark).select(
        rank().over(byKey).alias("r"),
        percentRank().over(byKey),
        sum("n").over(byKey.rowsBetween(-1, 0)),
      );
      assert.deepEqual(await columnOf(frame.orderBy("r")), [1, 1, 2, 2]);
    },
  },
  {
    name: "functions of functions",
    program: async (spark) => {
      const frame = spark.sql("SELECT array(1, 2) AS a");
      assert.deepEqual(await columnOf((await frame).select(transform("a", (x) => x.plus(1)))), [[2, 3]]);
    },
  },
  {
    name: "functions of two arrays (`zipWith`)",
    program: async (spark) => {
      const frame = await spark.sql("SELECT array(1, 2) AS a");
      assert.deepEqual(await columnOf(frame.select(zipWith("a", "a", (x, y) => x.plus(y)))), [[2, 4]]);
    },
  },
  {
    name: "subqueries as columns",
    program: async (spark) => {
      const most = sales(spark).agg(expr("max(n)")).scalar();
      assert.deepEqual(await columnOf(sales(spark).filter(col("n").eq(most)).select("n")), [4]);
    },
  },
  {
    name: "functions that return tables",
    program: async (spark) => assert.equal(await spark.tvf.explode(expr("array(1, 2)")).count(), 2),
  },
  {
    name: "samples",
    program: async (spark) => {
      assert.equal(await spark.range(100).sample(1.0).count(), 100);
      const parts = spark.range(100).randomSplit([1, 1], 7);
      const counts = await Promise.all(parts.map((part) => part.count()));
      assert.equal(
        counts.reduce((all, count) => all + count),
        100,
      );
    },
  },
  {
    name: "missing values: `fillna`, `dropna`, `replace`",
    program: async (spark) => {
      const frame = spark.createDataFrame([[1], [null]], "n INT");
      assert.deepEqual(await columnOf(frame.fillna(0).orderBy("n")), [0, 1]);
      assert.deepEqual(await columnOf(frame.dropna()), [1]);
      assert.deepEqual(await columnOf(frame.select(coalesce("n", lit(5))).orderBy(asc("coalesce(n, 5)"))), [1, 5]);
    },
  },
  {
    name: "statistics: `describe`, `corr`",
    program: async (spark) => {
      assert.equal(await spark.range(10).describe("id").count(), 5);
      assert.equal(await spark.range(10).selectExpr("id", "id * 2 AS twice").corr("id", "twice"), 1);
    },
  },
  {
    name: "`approxQuantile`",
    program: async (spark) => assert.deepEqual(await spark.range(11).approxQuantile("id", [0.5], 0), [5]),
  },
  {
    name: "`unpivot`",
    program: async (spark) => {
      const frame = await spark.sql("SELECT 1 AS id, 2 AS a, 3 AS b");
      assert.equal(await frame.unpivot(["id"], ["a", "b"], "name", "value").count(), 2);
    },
  },
  {
    name: "`transpose`",
    program: async (spark) => {
      const frame = await spark.sql("SELECT 'x' AS id, 2 AS a, 3 AS b");
      assert.deepEqual(await columnOf(frame.transpose("id").select("x")), [2, 3]);
    },
  },
];

function sales(spark: SparkSession): DataFrame {
  return spark.createDataFrame(
    [
      ["a", 1],
      ["a", 2],
      ["b", 3],
      ["b", 4],
    ],
    "k STRING, n INT",
  );
}

/** The values of the first column. */
export async function columnOf(frame: DataFrame): Promise<readonly unknown[]> {
  return (await frame.collectRows()).map((row) => row.get(0));
}
