import type { DataFrame, SparkSession } from "../../src/spark-connect/index.ts";
import { type DimensionFeedName, FEEDS } from "./feeds.ts";
import { withFileIds } from "./file-ids.ts";
import { judgedRecords } from "./judged-records.ts";
import type { SourceFile } from "./source-file.ts";

/** One row for each record of a dimension's files, with its types, `file_id`, `reject_reasons` and `raw_record`. */
export function cleanedDimension(
  spark: SparkSession,
  feed: DimensionFeedName,
  files: readonly SourceFile[],
): DataFrame {
  return withFileIds(spark, judgedRecords(spark, FEEDS[feed], files), files).drop("additional_columns");
}
