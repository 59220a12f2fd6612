import type { DimensionFeed } from "../feeds/index.ts";
import { col, type DataFrame, lit, type SparkSession, when } from "../spark-connect/index.ts";
import { withFileIds } from "./file-ids.ts";
import { FINDINGS } from "./findings.ts";
import { judgedRecords } from "./judged-records.ts";
import { faultyOptionals, withRejectReasons } from "./reject-reasons.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * One row for each record of a dimension's files, with its types, `file_id`, `reject_reasons`, `raw_record` and `record_number`; and
 * `faulty_optionals`, the names of the columns whose faulty values were left out of an accepted row.
 */
export function cleanedDimension(spark: SparkSession, feed: DimensionFeed, files: readonly SourceFile[]): DataFrame {
  // What was left out is told by a second look at the accepted rows, too.
  const keepAll = feed.columns.some(({ nullIfFaulty }) => nullIfFaulty === true);
  const judged = withFileIds(spark, judgedRecords(spark, feed, files, { keepAll }), files);
  const reasoned = withRejectReasons(judged, feed);
  const isAccepted = col("reject_reasons").isNull();
  const cleaned = keepAll
    ? reasoned.withColumns({
        faulty_optionals: when(isAccepted, faultyOptionals(feed)),
        raw_record: when(isAccepted.not(), col("raw_record")),
      })
    : reasoned.withColumn("faulty_optionals", lit(null).cast("string"));
  return cleaned.drop("additional_columns", "accepted", FINDINGS);
}
