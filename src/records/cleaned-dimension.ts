import type { DimensionFeed } from "../feeds/index.ts";
import type { DataFrame, SparkSession } from "../spark-connect/index.ts";
import { withFileIds } from "./file-ids.ts";
import { FINDINGS } from "./findings.ts";
import { judgedRecords } from "./judged-records.ts";
import { withRejectReasons } from "./reject-reasons.ts";
import type { SourceFile } from "./source-file.ts";

/** One row for each record of a dimension's files, with its types, `file_id`, `reject_reasons`, `raw_record` and `record_number`. */
export function cleanedDimension(spark: SparkSession, feed: DimensionFeed, files: readonly SourceFile[]): DataFrame {
  const judged = withFileIds(spark, judgedRecords(spark, feed, files), files);
  return withRejectReasons(judged, feed).drop("additional_columns", "accepted", FINDINGS);
}
