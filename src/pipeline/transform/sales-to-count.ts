import { CLEANED_SALES_SCHEMA } from "../../../jobs/sales/index.ts";
import { cleanedSalesMonthPrefix, PROCESSED_SALES_PREFIX, s3aUri } from "../../lake/index.ts";
import { col, type DataFrame } from "../../spark-connect/index.ts";
import { liveSalesOf, monthsOfFiles, type SalesPart } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { FileRows } from "./file-rows.ts";

/** The sales of which the touched months consist once this batch is committed. */
export interface SalesToCount {
  readonly sales: DataFrame;
  /** yyyy-MM, ascending. */
  readonly months: readonly string[];
  /** Versions whose rows this batch replaces. */
  readonly superseded: readonly number[];
}

/**
 * The touched months are those of this batch's sales, those of the versions that it corrects, and those to rebuild. They are made of
 * every batch's cleaned sales, without the files that do not count; no other month and no other batch is read.
 */
export async function salesToCount(
  run: RunContext,
  batchId: string,
  salesRows: readonly FileRows[],
  rebuilt: readonly string[] = [],
): Promise<SalesToCount> {
  const counting = salesRows.filter(({ fault }) => fault === undefined);
  const superseded = counting.flatMap(({ source }) => (source.corrects === undefined ? [] : [source.corrects.fileId]));
  const own = new Set(counting.flatMap((rows) => rows.months.map(({ salesMonth }) => salesMonth)));
  const months = [...new Set([...own, ...(await monthsOfFiles(run.warehouse, superseded)), ...rebuilt])].toSorted();
  const live = await liveSalesOf(run.warehouse, { months, superseding: superseded });
  const invalid = salesRows.filter(({ fault }) => fault !== undefined).map(({ source }) => source.file.fileId);
  const parts = [...live.parts, ...[...own].map((salesMonth) => ({ batchId, salesMonth }))];
  return { sales: readParts(run, parts, [...live.deadFiles, ...invalid]), months, superseded };
}

/** The cleaned sales of the parts, without those of the dead files. */
export function readParts(
  run: Pick<RunContext, "lake" | "spark">,
  parts: readonly SalesPart[],
  deadFiles: readonly number[],
): DataFrame {
  if (parts.length === 0) return run.spark.createDataFrame([], CLEANED_SALES_SCHEMA);
  const { bucket } = run.lake;
  const sales = run.spark.read
    .schema(CLEANED_SALES_SCHEMA)
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
