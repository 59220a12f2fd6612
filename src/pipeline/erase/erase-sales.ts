import {
  cleanedSalesMonthPrefix,
  deletePrefix,
  listFolders,
  PROCESSED_SALES_PREFIX,
  s3aUri,
} from "../../lake/index.ts";
import { cleanedFactsSchema } from "../../records/index.ts";
import { col, count, type DataFrame, lit, when } from "../../spark-connect/index.ts";
import { batchStates, type Lease, liveSalesOf } from "../../warehouse/index.ts";
import { compactMonths } from "../commands/compact/compact.ts";
import { BEYOND_ATTEMPTS, batchIdOf } from "../context/run-id.ts";
import type { Erasing, ErasureReport } from "./erasing.ts";

/** What a sale holds beside the columns of the contract: whatever a till adds. */
const ADDITIONAL = "additional_columns";

interface Found {
  readonly batch: string;
  readonly sales_month: string;
  readonly row_count: bigint;
}

/**
 * Empties the additional columns of the person's cleaned sales. Their months are compacted on the way, so that this is one transaction
 * that changes no number; what counts in no month is removed.
 */
export async function eraseSales(erasing: Erasing, lease: Lease): Promise<Pick<ErasureReport, "sales">> {
  const { run, subject, person, isDryRun, attemptsBefore } = erasing;
  const found = await findSales(erasing);
  const sales = found.reduce((all, { row_count }) => all + Number(row_count), 0);
  if (isDryRun || found.length === 0) return { sales };
  const months = [...new Set(found.map(({ sales_month }) => sales_month))].toSorted();
  const { parts } = await liveSalesOf(run.warehouse, { feed: run.job.facts.name, months, superseding: [] });
  const isLive = ({ batch, sales_month }: Found) =>
    parts.some(({ batchId, salesMonth }) => batchId === batch && salesMonth === sales_month);
  const living = months.filter((month) => found.some((part) => part.sales_month === month && isLive(part)));
  if (living.length > 0) {
    const isOfPerson = col(subject.on).eq(lit(person.key));
    const change = (frame: DataFrame) =>
      frame.withColumn(ADDITIONAL, when(isOfPerson, lit(null).cast("string")).otherwise(col(ADDITIONAL)));
    // A batch that refreshes the marts may follow: it is counted from 1.
    const batchId = batchIdOf(run.runId, attemptsBefore + BEYOND_ATTEMPTS);
    await compactMonths(run, lease, { batchId, months: living, change });
  }
  await run.failpoint("erase:sales_erased");
  for (const { batch, sales_month } of found.filter((part) => !isLive(part))) {
    await deletePrefix(run.lake, cleanedSalesMonthPrefix(batch, sales_month), run.signal);
    await run.failpoint("erase:dead_sales_removed");
  }
  return { sales };
}

async function findSales({ run, subject, person }: Erasing): Promise<readonly Found[]> {
  const { value: folders } = await listFolders(run.lake, PROCESSED_SALES_PREFIX, run.signal).next();
  if (folders === undefined) return [];
  const found = await findInFolders({ run, subject, person });
  // What another ledger has in the bucket is not ours to change.
  const own = await batchStates(
    run.warehouse,
    found.map(({ batch }) => batch),
  );
  return found.filter(({ batch }) => own.has(batch));
}

async function findInFolders({ run, subject, person }: Pick<Erasing, "run" | "subject" | "person">) {
  const path = s3aUri(run.lake, PROCESSED_SALES_PREFIX);
  return await run.spark.read
    .schema(`${cleanedFactsSchema(run.job.facts)}, batch STRING`)
    .parquet(path)
    .filter(col(subject.on).eq(lit(person.key)).and(col(ADDITIONAL).isNotNull()))
    .groupBy("batch", "sales_month")
    .agg(count(lit(1)).alias("row_count"))
    .collect<Found>({ signal: run.signal });
}
