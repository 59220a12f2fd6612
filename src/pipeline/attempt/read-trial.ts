import type { Feed } from "../../feeds/index.ts";
import { judgedRecords } from "../../records/index.ts";
import { ConnectionError, SparkConnectError } from "../../spark-connect/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { type ReadableFile, sourceFiles } from "../transform/source-files.ts";

/**
 * Has Spark read files of one feed by the plan that an attempt reads them by, to nowhere.
 *
 * @returns what Spark fails with, or undefined
 * @throws ConnectionError if Spark cannot be asked
 */
export async function tryToRead(
  run: RunContext,
  feed: Feed,
  files: readonly ReadableFile[],
  signal: AbortSignal,
): Promise<SparkConnectError | undefined> {
  try {
    await judgedRecords(run.spark, feed, sourceFiles(run, files)).write.noop({ signal });
    return undefined;
  } catch (error) {
    if (error instanceof ConnectionError || !(error instanceof SparkConnectError)) throw error;
    return error;
  }
}
