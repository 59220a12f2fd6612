import * as F from "../../../src/spark-connect/index.ts";
import type { Programs } from "../programs.ts";

export function programs(p: Programs): void {
  const { spark } = p;
  const { read, tvf } = spark;
  const schema = F.StructType([F.StructField("a", F.IntegerType, false), F.StructField("b", F.StringType)]);
  const jdbc = { url: "jdbc:mysql://h/d", dbtable: "t" };
  const date = F.LocalDate.parse("2024-01-02");
  const frames: Readonly<Record<string, () => F.DataFrame | Promise<unknown>>> = {
    table: () => spark.table("c.d.t"),
    "table with options": () => read.option("versionAsOf", 3).table("t"),
    load: () => read.load("p"),
    "load with all": () => read.format("csv").schema("a INT").option("header", true).load(["p", "q"]),
    "schema as a type": () => read.schema(schema).parquet("p"),
    options: () => read.options({ header: true, maxColumns: 20, samplingRatio: 0.5, sep: "|" }).csv("p"),
    csv: () => read.csv("p"),
    json: () => read.json(["p", "q"]),
    parquet: () => read.parquet(["p", "q"]),
    orc: () => read.orc("p"),
    text: () => read.text("p"),
    "whole text": () => read.option("wholetext", true).text("p"),
    xml: () => read.option("rowTag", "r").xml("p"),
    jdbc: () => read.jdbc({ ...jdbc, user: "u" }),
    "jdbc by partitions": () =>
      read.jdbc({ ...jdbc, user: "u", partitionColumn: "id", lowerBound: 1, upperBound: 100, numPartitions: 4 }),
    "jdbc by predicates": () => read.jdbc(jdbc, ["a < 1", "a >= 1"]),
    "jdbc by options": () => read.format("jdbc").option("url", jdbc.url).option("query", "SELECT 1").load(),
    range: () => spark.range(10),
    "range from": () => spark.range(1, 10, 2),
    "range in partitions": () => spark.range(0, 10, 1, 3),
    sql: () => spark.sql("SELECT 1"),
    "sql by position": () => spark.sql("SELECT ?, ?", [1, "x"]),
    "sql by name": () => spark.sql("SELECT :a, :b", { a: date, b: null }),
    "sql of columns": () => spark.sql("SELECT :a", { a: F.array(F.lit(1), F.lit(2)) }),
    "sql of a decimal": () => spark.sql("SELECT ?", [F.Decimal.parse("1.50")]),
    "sql of a frame": () => spark.sql("SELECT * FROM t", [], { frames: { t: p.sales } }),
  };
  for (const [name, build] of Object.entries(frames)) p.program(`reading: ${name}`, build);
  const a = F.col("a");
  const functions: Readonly<Record<string, () => F.DataFrame>> = {
    explode: () => tvf.explode(F.array(F.lit(1))),
    explode_outer: () => tvf.explodeOuter(a),
    posexplode: () => tvf.posexplode(a),
    posexplode_outer: () => tvf.posexplodeOuter(a),
    inline: () => tvf.inline(a),
    inline_outer: () => tvf.inlineOuter(a),
    json_tuple: () => tvf.jsonTuple(a, F.lit("x"), F.lit("y")),
    stack: () => tvf.stack(F.lit(2), F.lit(1), F.lit(2)),
    variant_explode: () => tvf.variantExplode(a),
    variant_explode_outer: () => tvf.variantExplodeOuter(a),
    collations: () => tvf.collations(),
    sql_keywords: () => tvf.sqlKeywords(),
  };
  for (const [name, build] of Object.entries(functions)) p.program(`table function: ${name}`, build);
}
