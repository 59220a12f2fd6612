// Joins by a column, by a condition, and of what has no match.
import { broadcast, SparkSession } from "sales-pipeline/spark-connect";

await using spark = SparkSession.connect();
const sales = spark.createDataFrame(
  [
    [1, "apples", 30],
    [2, "pears", 8],
    [9, "plums", 5],
  ],
  "store_id INT, product STRING, quantity INT",
);
const stores = spark.createDataFrame(
  [
    [1, "Main Street", 10],
    [2, "Station", 10],
  ],
  "store_id INT, name STRING, limit INT",
);

const named = sales.join(broadcast(stores), "store_id", "left").orderBy("store_id");
for (const { product, name } of await named.collect()) console.log(`${product}: ${name ?? "unknown store"}`);

// Columns of one name are told apart by their frame.
const isOver = sales
  .col("store_id")
  .eq(stores.col("store_id"))
  .and(sales.col("quantity").gt(stores.col("limit")));
const over = sales.join(stores, isOver).select("product", "name");
for (const { product, name } of await over.collect()) console.log(`much of ${product}: ${name}`);

const unknown = sales.join(stores, "store_id", "leftanti");
console.log(`without a store: ${await unknown.count()}`);
