import type { DimensionFeed } from "../feeds/index.ts";
import { col, type DataFrame, type SparkSession } from "../spark-connect/index.ts";
import { FINDINGS } from "./findings.ts";
import { judgedRecords } from "./judged-records.ts";
import { withRejectReasons } from "./reject-reasons.ts";
import { VALUE_TYPES } from "./row-faults.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * One row for each record of a dimension's files: its verdict, `file_id`, and the `findings` of rejected rows; where faulty values
 * are left out, also those of accepted ones.
 *
 * Why a row is rejected is left to `rejectedDimension`: said here, it made the plan of every file three times as large.
 */
export function cleanedDimension(spark: SparkSession, feed: DimensionFeed, files: readonly SourceFile[]): DataFrame {
  return judgedRecords(spark, feed, files, { keepAll: leavesFaultsOut(feed) }).drop("additional_columns");
}

/** The columns of `cleanedDimension`, in DDL: with them a reader of what was written need not look at its files first. */
export function cleanedDimensionSchema({ columns }: DimensionFeed): string {
  const values = columns.map(({ name, kind }) => `${name} ${VALUE_TYPES[kind]}`);
  return ["accepted BOOLEAN", ...values, `${FINDINGS} ARRAY<STRING>`, "file_id BIGINT"].join(", ");
}

/** The rejected rows of `cleanedDimension`, with `reject_reasons`, `raw_record` and `record_number`. */
export function rejectedDimension(cleaned: DataFrame, feed: DimensionFeed): DataFrame {
  return withRejectReasons(cleaned.filter(col("accepted").not()), feed);
}

/** Whether the feed has columns whose faulty values are left out of an accepted row. */
function leavesFaultsOut({ columns }: DimensionFeed): boolean {
  return columns.some(({ nullIfFaulty }) => nullIfFaulty === true);
}
