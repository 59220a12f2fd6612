import { isDimension, REJECTED } from "../../../jobs/sales/index.ts";
import { cleanedSalesMonthPrefix, deletePrefix, errorRowsPrefix, s3aUri } from "../../lake/index.ts";
import { broadcast, col, type DataFrame, lit, split } from "../../spark-connect/index.ts";
import type { RunContext } from "../run-context.ts";
import type { Attempt } from "./attempt.ts";
import type { FileRows } from "./file-rows.ts";
import { dimensionScratch } from "./load-dimensions.ts";

/** Writes the rejected rows, with their files and reasons, as JSON lines below `error/rows/batch=<id>/`. */
export async function exportRejected(run: RunContext, attempt: Attempt, files: readonly FileRows[]): Promise<void> {
  const faulty = files.filter(({ rejected }) => rejected > 0);
  const feeds = new Set(faulty.map(({ source }) => source.feed));
  const target = s3aUri(run.lake.bucket, errorRowsPrefix(attempt.batchId));
  for (const feed of feeds) {
    const rejected = isDimension(feed)
      ? run.spark.read.parquet(dimensionScratch(run, attempt, feed)).filter(col("reject_reasons").isNotNull())
      : run.spark.read.schema(REJECTED_SCHEMA).parquet(s3aUri(run.lake.bucket, rejectedSalesPrefix(attempt)));
    await withObjectKeys(run, rejected, faulty)
      .write.mode("append")
      .option("ignoreNullFields", false)
      .json(target, attempt.action(`export rejected rows of ${feed}`));
  }
  await deletePrefix(run.lake, rejectedSalesPrefix(attempt), run.signal);
}

const REJECTED_SCHEMA = "file_id BIGINT, reject_reasons STRING, raw_record STRING";

function rejectedSalesPrefix(attempt: Attempt): string {
  return cleanedSalesMonthPrefix(attempt.batchId, REJECTED);
}

function withObjectKeys(run: RunContext, rejected: DataFrame, files: readonly FileRows[]): DataFrame {
  const keys = run.spark.createDataFrame(
    files.map(({ source }) => [BigInt(source.file.fileId), source.file.objectKey]),
    "known_id BIGINT, object_key STRING",
  );
  return rejected.join(broadcast(keys), col("file_id").eq(col("known_id"))).select(
    col("file_id"),
    col("object_key"),
    // Spark's readers do not number the records that they split between tasks.
    lit(null).cast("bigint").alias("record_number"),
    split(col("reject_reasons"), lit(",")).alias("reasons"),
    col("raw_record"),
  );
}
