import { cleanedSalesPrefix, s3aUri } from "../../../lake/index.ts";
import { cleanedFactsSchema } from "../../../records/index.ts";
import {
  bitXor,
  col,
  count,
  type DataFrame,
  type Decimal,
  lit,
  parseDdl,
  sum,
  xxhash64,
} from "../../../spark-connect/index.ts";
import { type FileMonthTotal, IntegrityError, liveSalesOf } from "../../../warehouse/index.ts";
import type { RunContext } from "../../context/run-context.ts";
import { inLake } from "../../spark/lake-writes.ts";
import type { Attempt } from "../../transform/attempt.ts";
import { readParts } from "../../transform/sales-to-count.ts";

/** What is made of sales on their way: as many rows, with the same amounts. */
export type SalesChange = (sales: DataFrame) => DataFrame;

/**
 * Spark copies the sales of the months that count into the attempt's own batch, in files of its advisory size. What it reads
 * back must be what it read, and `change` made of it, row for row.
 *
 * @throws IntegrityError if it is not
 */
export async function compactSales(
  run: RunContext,
  attempt: Attempt,
  months: readonly string[],
  change: SalesChange,
): Promise<readonly FileMonthTotal[]> {
  const schema = cleanedFactsSchema(run.job.facts);
  const columns = columnsOf(schema);
  const { parts, deadFiles } = await liveSalesOf(run.warehouse, { feed: run.job.facts.name, months, superseding: [] });
  const scattered = change(readParts(run, parts, deadFiles).select(...columns));
  const folder = cleanedSalesPrefix(attempt.batchId);
  await scattered
    .hint("rebalance", col("sales_month"))
    .write.partitionBy("sales_month")
    .parquet(...inLake(run.lake, folder), attempt.action("compact sales"));
  const before = await contents(run, attempt, scattered, columns);
  const after = await contents(run, attempt, run.spark.read.schema(schema).parquet(s3aUri(run.lake, folder)), columns);
  const known = new Set(before.map(nameOf));
  if (before.length !== after.length || !after.every((content) => known.has(nameOf(content)))) {
    throw new IntegrityError("Spark reads back other sales than those that it compacted.");
  }
  return after.map(({ file_id, sales_month, row_count, total_sales }) => ({
    fileId: Number(file_id),
    salesMonth: sales_month,
    rowCount: Number(row_count),
    totalSales: total_sales.toString(),
  }));
}

interface Contents {
  readonly file_id: bigint;
  readonly sales_month: string;
  readonly row_count: bigint;
  readonly total_sales: Decimal;
  /** Of all columns of all rows, whatever their order is. */
  readonly fingerprint: bigint;
}

async function contents(
  { job }: RunContext,
  attempt: Attempt,
  sales: DataFrame,
  columns: readonly string[],
): Promise<readonly Contents[]> {
  return await sales
    .groupBy("file_id", "sales_month")
    .agg(
      count(lit(1)).alias("row_count"),
      sum(job.facts.facts.amount).alias("total_sales"),
      bitXor(xxhash64(...columns)).alias("fingerprint"),
    )
    .collect<Contents>(attempt.action("compare sales"));
}

function nameOf({ file_id, sales_month, row_count, total_sales, fingerprint }: Contents): string {
  return `${file_id} ${sales_month} ${row_count} ${total_sales} ${fingerprint}`;
}

function columnsOf(schema: string): readonly string[] {
  return parseDdl(schema).fields.map(({ name }) => name);
}
