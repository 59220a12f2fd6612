// Writes Parquet in partitions and reads a part of it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { col, SparkSession } from "sales-pipeline/spark-connect";

// A path of the server's: here it runs on the same machine. On a cluster this is s3a://bucket/sales.
const folder = await mkdtemp(join(tmpdir(), "parquet-"));
await using spark = SparkSession.connect();
const sales = spark.range(1000).selectExpr("id", "concat('2025-0', 1 + id % 3) AS month");
await sales.write.mode("overwrite").partitionBy("month").option("compression", "zstd").parquet(folder);

// Spark reads only the folder of this month.
const january = spark.read.parquet(folder).filter(col("month").eq("2025-01"));
console.log(`${await january.count()} sales in January`);
console.log((await january.schema()).fields.map(({ name, dataType }) => `${name} ${dataType.kind}`).join(", "));
await rm(folder, { recursive: true });
