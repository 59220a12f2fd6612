import { isUnsplittable } from "./read-tasks.ts";
import type { SourceFile } from "./source-file.ts";

/** Smaller files are seldom read by more than one task. */
const SMALLEST_SPLIT_BYTES = 8 * 2 ** 20;

/** More asked for at once wastes more at the end of each part, and less waits for S3 more often. */
const REQUEST_BYTES = 2 * 2 ** 20;

/**
 * Options for a reader of texts, some of which several tasks may read a part each: S3A then asks for so much at a time, and not for all up
 * to the end of the file, most of which a task would cut off at the end of its part. File systems other than S3A pass over them.
 *
 * Source: https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/filesystem/fsdatainputstreambuilder.html
 */
export function partialReads(
  files: readonly Pick<SourceFile, "loadPath" | "sizeBytes">[],
): Readonly<Record<string, string>> {
  const isSplit = files.some((file) => file.sizeBytes >= SMALLEST_SPLIT_BYTES && !isUnsplittable(file));
  if (!isSplit) return {};
  return {
    "mapreduce.job.input.file.option.fs.option.openfile.read.policy": "random",
    "mapreduce.job.input.file.option.fs.s3a.readahead.range": String(REQUEST_BYTES),
  };
}
