import { cleanedSalesMonthPrefix, PROCESSED_SALES_PREFIX, s3aUri } from "../../lake/index.ts";
import { cleanedFactsSchema } from "../../records/index.ts";
import { col, type DataFrame } from "../../spark-connect/index.ts";
import { liveSalesOf, monthsOfFiles, type SalesPart } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { FileRows } from "./file-rows.ts";
import type { Settled } from "./settle.ts";

/** The sales of which the touched months consist once this batch is committed. */
export interface SalesToCount {
  readonly sales: DataFrame;
  /** yyyy-MM, ascending. */
  readonly months: readonly string[];
}

export interface CountingFiles extends Settled {
  /** All that this batch has read of the sales, of whatever files. */
  readonly salesRows: readonly FileRows[];
  /** Months to compute in any case. */
  readonly rebuilt: readonly string[] | undefined;
}

/**
 * The touched months are those of this batch's sales, those of the versions that it supersedes, and those to rebuild. They are made of
 * every batch's cleaned sales, without the files that do not count; no other month and no other batch is read.
 */
export async function salesToCount(
  run: RunContext,
  batchId: string,
  { salesRows, files, superseded, rebuilt = [] }: CountingFiles,
): Promise<SalesToCount> {
  const settled = new Set(files.filter(({ fault }) => fault === undefined));
  const counting = salesRows.filter((rows) => settled.has(rows));
  const superseding = superseded.map(({ fileId }) => fileId);
  const own = new Set(counting.flatMap((rows) => rows.months.map(({ salesMonth }) => salesMonth)));
  const months = [...new Set([...own, ...(await monthsOfFiles(run.warehouse, superseding)), ...rebuilt])].toSorted();
  const live = await liveSalesOf(run.warehouse, { feed: run.job.facts.name, months, superseding });
  const dead = salesRows.filter((rows) => !settled.has(rows)).map(({ source }) => source.file.fileId);
  const parts = [...live.parts, ...[...own].map((salesMonth) => ({ batchId, salesMonth }))];
  return { sales: readParts(run, parts, [...live.deadFiles, ...dead]), months };
}

/** The cleaned sales of the parts, without those of the dead files. */
export function readParts(
  run: Pick<RunContext, "job" | "lake" | "spark">,
  parts: readonly SalesPart[],
  deadFiles: readonly number[],
): DataFrame {
  const schema = cleanedFactsSchema(run.job.facts);
  if (parts.length === 0) return run.spark.createDataFrame([], schema);
  const { bucket } = run.lake;
  const sales = run.spark.read
    .schema(schema)
    .option("basePath", s3aUri(bucket, PROCESSED_SALES_PREFIX))
    .parquet(parts.map((part) => s3aUri(bucket, cleanedSalesMonthPrefix(part.batchId, part.salesMonth))));
  return deadFiles.length === 0
    ? sales
    : sales.filter(
        col("file_id")
          .isin(...deadFiles.map(BigInt))
          .not(),
      );
}
