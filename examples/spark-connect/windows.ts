// The best of each group, and running totals: window functions.
import { col, desc, rank, SparkSession, sum, Window } from "sales-pipeline/spark-connect";

await using spark = SparkSession.connect();
const sales = spark.createDataFrame(
  [
    ["Ann", "2025-01", 120],
    ["Bob", "2025-01", 80],
    ["Ann", "2025-02", 50],
    ["Bob", "2025-02", 90],
  ],
  "person STRING, month STRING, amount INT",
);

const inMonth = Window.partitionBy("month").orderBy(desc("amount"));
const best = sales.withColumn("rank", rank().over(inMonth)).filter(col("rank").eq(1)).orderBy("month");
for (const { month, person } of await best.collect()) console.log(`${month}: ${person}`);

const soFar = Window.partitionBy("person").orderBy("month").rowsBetween(Window.unboundedPreceding, Window.currentRow);
const running = sales.withColumn("total", sum("amount").over(soFar)).orderBy("person", "month");
for (const { person, month, total } of await running.collect()) console.log(`${person} ${month}: ${total}`);
