import { col, Decimal, desc, LocalDate, SparkSession, sum, when } from "sales-pipeline/spark-connect";

// SPARK_REMOTE, or sc://host:port as an argument. Nothing is sent until an action asks for rows.
await using spark = SparkSession.connect();

const sales = spark.createDataFrame(
  [
    { day: LocalDate.of(2025, 1, 30), person: "Ann", price: Decimal.parse("10.50"), quantity: 2 },
    { day: LocalDate.of(2025, 1, 31), person: "Bob", price: Decimal.parse("3.25"), quantity: 1 },
    { day: LocalDate.of(2025, 2, 1), person: "Ann", price: Decimal.parse("0.25"), quantity: 8 },
  ],
  "day DATE, person STRING, price DECIMAL(10, 2), quantity INT",
);

const totals = sales
  .filter(col("day").geq(LocalDate.of(2025, 1, 31)))
  .withColumn("amount", col("price").multiply(col("quantity")))
  .groupBy("person")
  .agg(sum("amount").alias("total"))
  .withColumn("size", when(col("total").gt(3), "large").otherwise("small"))
  .orderBy(desc("total"));

console.log(await totals.showString());
for (const { person, total } of await totals.collect()) console.log(`${person} sold for ${total}`);

await totals.createOrReplaceTempView("totals");
const best = await spark.sql("SELECT person FROM totals WHERE total > :least", { least: 3 });
console.log(await best.first());
