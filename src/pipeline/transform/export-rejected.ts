import { cleanedSalesMonthPrefix, deletePrefix, errorRowsPrefix, putJsonLines, s3aUri } from "../../lake/index.ts";
import { cleanedFactsSchema, REJECTED, rejectedDimension, rejectedFacts } from "../../records/index.ts";
import { broadcast, col, type DataFrame, lit, split } from "../../spark-connect/index.ts";
import { cleaningRules } from "../context/declared-feeds.ts";
import type { RunContext } from "../context/run-context.ts";
import { inLake } from "../spark/lake-writes.ts";
import type { Attempt } from "./attempt.ts";
import type { FileRows } from "./file-rows.ts";
import { type LoadedDimensions, readCleanedDimension } from "./load-dimensions.ts";
import { locatableFiles } from "./locatable-files.ts";
import { locatedRows } from "./located-rows.ts";
import { countRejected, type Rejections } from "./rejections.ts";

/**
 * Writes the rejected rows, with their files and reasons, as JSON lines below `error/rows/batch=<id>/`: the driver those of
 * small text files, with the number and the text that they have there, and Spark the others.
 *
 * @returns why they were rejected, by feed
 */
export async function exportRejected(
  run: RunContext,
  attempt: Attempt,
  files: readonly FileRows[],
  dimensions: LoadedDimensions["declared"],
): Promise<readonly Rejections[]> {
  const byFeed = Map.groupBy(
    files.filter(({ rejected }) => rejected > 0),
    ({ source }) => source.feed,
  );
  const rejections: Rejections[] = [];
  for (const [feed, faulty] of byFeed) {
    const rejected = rejectedRows(run, attempt, feed, dimensions);
    rejections.push(await countRejected(run, attempt, rejected, faulty));
    const locatable = locatableFiles(faulty);
    if (locatable.length > 0) {
      const rows = await locatedRows(run, attempt, rejected, locatable);
      await putJsonLines(run.lake, `${errorRowsPrefix(attempt.batchId)}${feed}-located.json`, rows, {
        signal: run.signal,
      });
    }
    const others = faulty.filter((file) => !locatable.includes(file));
    if (others.length > 0) await exportBySpark(run, attempt, rejected, others);
  }
  await deletePrefix(run.lake, rejectedSalesPrefix(attempt), run.signal);
  return rejections;
}

async function exportBySpark(
  run: RunContext,
  attempt: Attempt,
  rejected: DataFrame,
  files: readonly FileRows[],
): Promise<void> {
  await withObjectKeys(run, rejected, files)
    .write.mode("append")
    .option("ignoreNullFields", false)
    .json(...inLake(run.lake, errorRowsPrefix(attempt.batchId)), attempt.action("export rejected rows"));
}

function rejectedRows(
  run: RunContext,
  attempt: Attempt,
  feed: string,
  dimensions: LoadedDimensions["declared"],
): DataFrame {
  const declared = dimensions.get(feed);
  if (declared !== undefined) return rejectedDimension(readCleanedDimension(run, attempt, declared), declared);
  const path = s3aUri(run.lake, rejectedSalesPrefix(attempt));
  const rows = run.spark.read.schema(cleanedFactsSchema(run.job.facts)).parquet(path);
  return rejectedFacts(rows, cleaningRules(run));
}

function rejectedSalesPrefix(attempt: Attempt): string {
  return cleanedSalesMonthPrefix(attempt.batchId, REJECTED);
}

function withObjectKeys(run: RunContext, rejected: DataFrame, files: readonly FileRows[]): DataFrame {
  const keys = run.spark.createDataFrame(
    files.map(({ source }) => [BigInt(source.file.fileId), source.file.objectKey]),
    "_known_id BIGINT, _object_key STRING",
  );
  return rejected
    .join(broadcast(keys), col("file_id").eq(col("_known_id")))
    .select(
      col("file_id"),
      col("_object_key").alias("object_key"),
      col("record_number"),
      split(col("reject_reasons"), lit(",")).alias("reasons"),
      col("raw_record"),
    );
}
