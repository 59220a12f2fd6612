import {
  broadcast,
  type Column,
  col,
  type DataFrame,
  inputFileName,
  type SparkSession,
} from "../spark-connect/index.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * The path of the file that a row was read from, as `SourceFile` has it. For `_metadata.file_path` Spark copies each row of a text once more
 * (docs/performance.md). This is the file that the task has open, so that it has to stand directly above the reader.
 */
export function filePath(): Column {
  return inputFileName();
}

/** Replaces `file_path` by `file_id`; NULL, which the run takes for an error, for a file that was not asked for. */
export function withFileIds(spark: SparkSession, frame: DataFrame, files: readonly SourceFile[]): DataFrame {
  const ids = spark.createDataFrame(
    files.map(({ reportedPath, fileId }) => [reportedPath, BigInt(fileId)]),
    "_known_path STRING, file_id BIGINT",
  );
  return frame.join(broadcast(ids), col("file_path").eq(col("_known_path")), "left").drop("_known_path", "file_path");
}
