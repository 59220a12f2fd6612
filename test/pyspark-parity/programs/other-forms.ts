import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const { sales, spark } = p;
  const { StorageLevel, Window } = F;
  const [least, largest] = [-(2n ** 63n), 2n ** 63n - 1n];
  const frames: Readonly<Record<string, () => F.DataFrame | Promise<unknown>>> = {
    "select a list": () => sales.select(["a", F.col("b")]),
    "selectExpr of a list": () => sales.selectExpr(["a + 1", "b"]),
    "groupBy a list": () => sales.groupBy(["a", F.col("b")]).count(),
    "groups without names": () => sales.groupBy("a").max("a", "b", "c", "d", "x", "y"),
    "orderBy a list": () => sales.orderBy(["a", F.col("b").desc()]),
    "orderBy descending": () => sales.orderBy("a", "b", { ascending: false }),
    "orderBy in directions": () => sales.orderBy(["a", "b"], { ascending: [false, true] }),
    "sort within partitions of a list": () => sales.sortWithinPartitions(["a", "b"], { ascending: false }),
    "describe a list": () => sales.describe(["a", "b"]),
    "dropna in order": () => sales.dropna("all", 2, ["a", "b"]),
    "sampleBy of numbers": () =>
      sales.sampleBy(
        "a",
        [
          [0, 0.1],
          [1, 0.5],
        ],
        7,
      ),
    "withColumns whose names look like numbers": () =>
      sales.withColumns([
        ["b", F.lit(1)],
        ["2024", F.lit(2)],
        ["2023", F.lit(3)],
      ]),
    "agg of names that look like numbers": () =>
      sales.groupBy("a").agg(
        new Map([
          ["b", "sum"],
          ["2024", "max"],
        ]),
      ),
    "join of a kind in capitals": () => sales.join(p.stores, "a", "left_outer"),
    "csv with options": () => spark.read.csv("p", { schema: "a INT", header: true, sep: "|" }),
    "json with options": () => spark.read.json(["p", "q"], { multiLine: true }),
    "parquet with options": () => spark.read.parquet("p", { mergeSchema: true }),
    "orc with options": () => spark.read.orc("p", { mergeSchema: true }),
    "text with options": () => spark.read.text("p", { wholetext: true, lineSep: "|" }),
    "load with options": () => spark.read.load("p", { format: "csv", header: true }),
    "an option taken away": () => spark.read.option("a", 1).option("a", null).parquet("p"),
    "jdbc with properties": () => spark.read.jdbc("jdbc:h", "t", { user: "u" }, ["a = 1"]),
    "write csv with options": () => sales.write.csv("p", { mode: "append", header: true }),
    "write parquet with options": () =>
      sales.write.parquet("p", { mode: "overwrite", partitionBy: ["a", "b"], compression: "zstd" }),
    "write json with options": () => sales.write.json("p", { compression: "gzip" }),
    "save with options": () => sales.write.save("p", { format: "csv", mode: "append", partitionBy: "a", header: true }),
    "saveAsTable with options": () => sales.write.saveAsTable("t", { format: "orc", mode: "ignore" }),
    "partitionBy a list": () => sales.write.partitionBy(["a", "b"]).parquet("p"),
    "buckets of lists": () => sales.write.bucketBy(4, ["a", "b"]).sortBy(["c", "d"]).saveAsTable("t"),
    "insertInto that overwrites": () => sales.write.insertInto("t", true),
    "insertInto that appends": () => sales.write.insertInto("t", false),
    "write jdbc with properties": () => sales.write.jdbc("jdbc:h", "t", { mode: "append", user: "u" }),
    "range as a table function": () => spark.tvf.range(1, 10, 2, 3),
    "sql of a column": () => spark.sql("SELECT {c} FROM sales", [], { columns: { c: F.col("a") } }),
    head: () => sales.head(3),
    show: () => sales.show(5, false, true),
    "local checkpoint at a level": () => sales.localCheckpoint(false, StorageLevel.MEMORY_ONLY_2),
    "cacheTable in memory": () => spark.catalog.cacheTable("t", StorageLevel.MEMORY_ONLY),
    "cacheTable in memory and on disk": () => spark.catalog.cacheTable("t", StorageLevel.MEMORY_AND_DISK),
    "cacheTable deserialized": () => spark.catalog.cacheTable("t", StorageLevel.MEMORY_AND_DISK_DESER),
    "cacheTable off the heap": () => spark.catalog.cacheTable("t", StorageLevel.OFF_HEAP),
    "cacheTable thrice": () => spark.catalog.cacheTable("t", StorageLevel.DISK_ONLY_3),
  };
  for (const [name, build] of Object.entries(frames)) p.program(`other form: ${name}`, build);
  const a = F.col("a");
  const columns: Readonly<Record<string, () => F.Column>> = {
    astype: () => a.astype("int"),
    name: () => a.name("x"),
    startswith: () => a.startswith("x").and(a.endswith("y")),
    "functions of lists": () => F.struct(F.array(["a", "b"]), F.createMap(["a", "b"]), F.mapConcat(["m", "n"])),
    "lambda that needs one of two": () => F.transformKeys("m", (key) => key),
    "merge that needs one of two": () => F.aggregate("a", F.lit(0), (total) => total),
    "convert_timezone without a source": () => F.convertTimezone(null, F.lit("UTC"), "t"),
    "lit of a large float": () => F.lit(1e300),
    "window of lists": () => F.sum("x").over(Window.partitionBy(["a", "b"]).orderBy(["c", "d"])),
    "rows from the least INT": () => F.sum("x").over(Window.orderBy("a").rowsBetween(-2_147_483_648, 2_147_483_647)),
    "rows from the least BIGINT": () => F.sum("x").over(Window.orderBy("a").rowsBetween(least, largest)),
  };
  for (const [name, build] of Object.entries(columns)) p.column(`other form: ${name}`, build);
}
