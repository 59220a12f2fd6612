import { cleanedSalesMonthPrefix, PROCESSED_SALES_PREFIX, s3aUri } from "../../lake/index.ts";
import { cleanedFactsSchema } from "../../records/index.ts";
import { col, type DataFrame } from "../../spark-connect/index.ts";
import { liveSalesOf, monthsOfFiles, type SalesPart } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { FileRows } from "./file-rows.ts";
import type { Settled } from "./settle.ts";

/** The sales of which the touched months consist once this batch is committed. */
export interface SalesToCount {
  /** yyyy-MM, ascending. */
  readonly months: readonly string[];
  /** Those of them to which this batch only adds sales: nothing that counted before stops counting. */
  readonly onlyAdded: readonly string[];
  /** All sales of these months, and of the other touched ones those of this batch. */
  readonly salesOf: (wholeMonths: readonly string[]) => DataFrame;
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
  const reduced = new Set([...(await monthsOfFiles(run.warehouse, superseding)), ...rebuilt]);
  const months = [...new Set([...own, ...reduced])].toSorted();
  const live = await liveSalesOf(run.warehouse, { feed: run.job.facts.name, months, superseding });
  const dead = salesRows.filter((rows) => !settled.has(rows)).map(({ source }) => source.file.fileId);
  const added = [...own].map((salesMonth) => ({ batchId, salesMonth }));
  return {
    months,
    onlyAdded: months.filter((month) => !reduced.has(month)),
    salesOf: (wholeMonths) => {
      const earlier = live.parts.filter(({ salesMonth }) => wholeMonths.includes(salesMonth));
      return readParts(run, [...earlier, ...added], earlier.length === 0 ? dead : [...live.deadFiles, ...dead]);
    },
  };
}

/** The cleaned sales of the parts, without those of the dead files. */
export function readParts(
  run: Pick<RunContext, "job" | "lake" | "spark">,
  parts: readonly SalesPart[],
  deadFiles: readonly number[],
): DataFrame {
  const schema = cleanedFactsSchema(run.job.facts);
  if (parts.length === 0) return run.spark.createDataFrame([], schema);
  const sales = run.spark.read
    .schema(schema)
    .option("basePath", s3aUri(run.lake, PROCESSED_SALES_PREFIX))
    .parquet(parts.map((part) => s3aUri(run.lake, cleanedSalesMonthPrefix(part.batchId, part.salesMonth))));
  return deadFiles.length === 0
    ? sales
    : sales.filter(
        col("file_id")
          .isin(...deadFiles.map(BigInt))
          .not(),
      );
}
