import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { col, count, lit, max, min, SparkSession, substring, sum } from "../../src/spark-connect/index.ts";

/** What Spark alone takes for the work that no pipeline can do without, in milliseconds: each part by itself. */
export interface Floor {
  /** CSV, by the types of its columns, to Parquet by month. */
  readonly cleanMs: number;
  /** Both marts from that Parquet, kept nowhere. */
  readonly martsMs: number;
  /** The partitions of one of them to Parquet. */
  readonly partitionsMs: number;
}

export function totalOf({ cleanMs, martsMs, partitionsMs }: Floor): number {
  return cleanMs + martsMs + partitionsMs;
}

const TYPES =
  "customer_id INT, store_id INT, product_name STRING, sales_date DATE, sales_person_id INT, " +
  "price DECIMAL(18,2), quantity INT, total_cost DECIMAL(18,2)";

/** @param prefix where nothing else is: parts of it are written below */
export async function measureFloor(remote: string, csv: string, prefix: string): Promise<Floor> {
  await using spark = SparkSession.connect(remote);
  await spark.conf.setAll(SESSION_SETTINGS);
  const sales = spark.read.option("header", true).schema(TYPES).csv(csv);
  const month = substring(col("sales_date").cast("string"), 1, "yyyy-MM".length);
  const cleaned = `${prefix}cleaned`;
  const cleanMs = await msOf(() =>
    sales.withColumn("sales_month", month).write.mode("overwrite").partitionBy("sales_month").parquet(cleaned),
  );
  const facts = spark.read.schema(`${TYPES}, sales_month STRING`).parquet(cleaned);
  const customers = facts
    .groupBy("customer_id", "sales_month")
    .agg(count(lit(1)), sum("quantity"), sum("total_cost"), min("sales_date"), max("sales_date"));
  const persons = facts
    .groupBy("store_id", "sales_month", "sales_person_id")
    .agg(sum("total_cost").alias("total_sales"));
  const martsMs = await msOf(async () => {
    await customers.write.noop();
    await persons.write.noop();
  });
  await persons.write.mode("overwrite").parquet(`${prefix}totals`);
  const rows = spark.read
    .schema("store_id INT, sales_month STRING, sales_person_id INT, total_sales DECIMAL(28,2)")
    .parquet(`${prefix}totals`);
  const partitionsMs = await msOf(() =>
    rows
      .repartition("store_id", "sales_month")
      .write.mode("overwrite")
      .partitionBy("store_id", "sales_month")
      .parquet(`${prefix}partitions`),
  );
  return { cleanMs, martsMs, partitionsMs };
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}
