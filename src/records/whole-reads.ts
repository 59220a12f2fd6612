import { isUnsplittable, OPENING_BYTES, TASK_BYTES } from "./read-tasks.ts";
import type { SourceFile } from "./source-file.ts";

/** So many tasks, at least, share the work where a file is no more than its part of it. */
const LEAST_TASKS = 8;

/**
 * Whether Spark reads each of these files as one text, in a task, and not line by line. Its parser then goes through the text once, where
 * it would begin anew for each line and end it by an exception: a fifth of Spark's CPU for a run (docs/performance.md). A large file,
 * which would keep one task busy while others have nothing to do, is read by lines, in parts.
 */
export function areReadWhole(files: readonly Pick<SourceFile, "plain" | "loadPath" | "sizeBytes">[]): boolean {
  const bytes = files.reduce((all, { sizeBytes }) => all + sizeBytes, 0);
  const mostBytes = Math.max(OPENING_BYTES, Math.min(TASK_BYTES, bytes / LEAST_TASKS));
  return files.every((file) => file.plain && (file.sizeBytes <= mostBytes || isUnsplittable(file)));
}
