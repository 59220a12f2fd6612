// Sums and counts by group, with subtotals: groupBy and rollup.
import { col, count, desc, lit, SparkSession, sum } from "sales-pipeline/spark-connect";

await using spark = SparkSession.connect();
const sales = spark.createDataFrame(
  [
    ["north", "apples", "2.50"],
    ["north", "pears", "4.00"],
    ["south", "apples", "1.25"],
  ],
  "region STRING, product STRING, amount STRING",
);
const priced = sales.withColumn("amount", col("amount").cast("DECIMAL(10, 2)"));

const byRegion = priced
  .groupBy("region")
  .agg(sum("amount").alias("total"), count(lit(1)).alias("sales"))
  .orderBy(desc("total"));
for (const { region, total, sales } of await byRegion.collect()) console.log(`${region}: ${total} in ${sales}`);

// A row of nulls is the total over all.
const withTotals = priced.rollup("region").agg(sum("amount").alias("total")).orderBy(col("region").ascNullsLast());
for (const { region, total } of await withTotals.collect()) console.log(`${region ?? "all"}: ${total}`);
