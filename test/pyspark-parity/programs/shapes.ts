import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const { sales } = p;
  const { col } = F;
  const schema = F.StructType([F.StructField("b", F.StringType, false), F.StructField("a", F.DecimalType(10, 2))]);
  const frames: Readonly<Record<string, () => F.DataFrame | Promise<unknown>>> = {
    select: () => sales.select("a", col("b"), "*", "sales.*"),
    "select a list": () => sales.select(...["a", "b"]),
    "select nothing": () => sales.select(),
    selectExpr: () => sales.selectExpr("a + 1 AS x", "*"),
    "filter of sql": () => sales.filter("a > 1"),
    "filter of a column": () => sales.where(col("a").gt(1)),
    withColumn: () => sales.withColumn("x", col("a").plus(1)),
    withColumns: () => sales.withColumns({ x: F.lit(1), y: col("a") }),
    withColumnRenamed: () => sales.withColumnRenamed("a", "x"),
    withColumnsRenamed: () => sales.withColumnsRenamed({ a: "x", b: "y" }),
    withMetadata: () => sales.withMetadata("a", { comment: "n" }),
    "drop a name": () => sales.drop("a"),
    "drop columns": () => sales.drop(col("a"), sales.col("b")),
    "drop both": () => sales.drop("a", col("b"), "c"),
    toDF: () => sales.toDF("x", "y"),
    "to a schema": () => sales.to(schema),
    alias: () => sales.alias("t").select("t.a"),
    unpivot: () => sales.unpivot(["a"], ["b", col("c")], "name", "value"),
    "unpivot all": () => sales.unpivot(["a", col("b")], undefined, "name", "value"),
    "unpivot one": () => sales.unpivot(["a"], ["b"], "name", "value"),
    melt: () => sales.melt([], ["b"], "name", "value"),
    transpose: () => sales.transpose(),
    "transpose by a column": () => sales.transpose("a"),
    hint: () => sales.hint("broadcast"),
    "hint with parameters": () => sales.hint("rebalance", 4, "a"),
    "hint with columns": () => sales.hint("repartition", 4, col("a"), col("b")),
    observe: () => sales.observe("m", F.count(F.lit(1)).alias("n"), F.sum("a")),
    distinct: () => sales.distinct(),
    dropDuplicates: () => sales.dropDuplicates(),
    "dropDuplicates of columns": () => sales.dropDuplicates(["a", "b"]),
    sort: () => sales.sort("a", col("b").desc(), F.desc("c")),
    "sort by an expression": () => sales.orderBy(col("a").plus(1)),
    "sort within partitions": () => sales.sortWithinPartitions("a", col("b").descNullsFirst()),
    limit: () => sales.limit(3),
    offset: () => sales.offset(3),
    sample: () => sales.sample(0.5, 7),
    "sample with replacement": () => sales.sample(true, 1.5, 7),
    "randomSplit first": () => part(sales.randomSplit([1, 3], 7), 0),
    "randomSplit last": () => part(sales.randomSplit([0.2, 0.3, 0.5], 7), 2),
    repartition: () => sales.repartition(4),
    "repartition by columns": () => sales.repartition("a", col("b")),
    "repartition into a number by columns": () => sales.repartition(4, "a", col("b")),
    repartitionByRange: () => sales.repartitionByRange(4, "a", col("b").desc()),
    "repartitionByRange of columns": () => sales.repartitionByRange("a", col("b")),
    repartitionById: () => sales.repartitionById(4, "a"),
    coalesce: () => sales.coalesce(2),
    describe: () => sales.describe(),
    "describe columns": () => sales.describe("a", "b"),
    summary: () => sales.summary(),
    "summary of statistics": () => sales.summary("count", "75%"),
    show: () => sales.showString({ numRows: 5, truncate: 20, vertical: true }),
    "show whole": () => sales.showString({ numRows: 20, truncate: 0 }),
    take: () => sales.take(5),
    tail: () => sales.tail(5),
    count: () => sales.count(),
    isEmpty: () => sales.isEmpty(),
    collect: () => sales.collect(),
    chain: () => sales.filter("a > 1").select("a").distinct().orderBy("a").limit(2),
  };
  for (const [name, build] of Object.entries(frames)) p.program(`shape: ${name}`, build);
}

function part(frames: readonly F.DataFrame[], index: number): F.DataFrame {
  const frame = frames[index];
  if (frame === undefined) throw new RangeError(`there is no part ${index}`);
  return frame;
}
