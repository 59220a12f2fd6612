import type { DimensionFeed } from "../../feeds/index.ts";
import { s3aUri, workPrefix } from "../../lake/index.ts";
import { cleanedDimension, cleanedDimensionSchema } from "../../records/index.ts";
import type { DataFrame } from "../../spark-connect/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import type { Attempt } from "./attempt.ts";
import { sourceFiles } from "./source-files.ts";

/** Of all files of a feed together. Their verdicts take two or three times as much, and travel with each plan that looks at them. */
const MOST_BYTES_IN_A_PLAN = 1024 * 1024;

/**
 * The records of a dimension's files with their verdicts, of a pass that is over: those of small files in the plan itself, those of
 * others in scratch, which is there until the run ends.
 */
export async function cleanDimension(
  run: RunContext,
  attempt: Attempt,
  feed: DimensionFeed,
  files: readonly ValidFile[],
): Promise<DataFrame> {
  const cleaned = cleanedDimension(run.spark, feed, sourceFiles(run, files));
  const action = attempt.action(`clean ${feed.name}`);
  if (areSmall(files)) {
    // Sent back as it came, so that no value is read here. In one partition nothing is exchanged to count it.
    return run.spark.createDataFrameFromArrow(await cleaned.toArrowStream(action)).coalesce(1);
  }
  const path = s3aUri(run.lake, `${workPrefix(attempt.batchId)}dimensions/${feed.name}/`);
  await cleaned.write.parquet(path, {}, action);
  return run.spark.read.schema(cleanedDimensionSchema(feed)).parquet(path);
}

/** Packed files may hold any number of bytes; of those that are only sampled nobody knows how many records there are. */
function areSmall(files: readonly ValidFile[]): boolean {
  const isText = ({ inspection: { format, compressed, records } }: ValidFile) =>
    format !== "parquet" && !compressed && records !== undefined;
  const bytes = files.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  return files.every(isText) && bytes <= MOST_BYTES_IN_A_PLAN;
}
