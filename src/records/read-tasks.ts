import type { SourceFile } from "./source-file.ts";

/** What it costs to open a file, in bytes that are read meanwhile: as Spark has it, which packs the files of one reader so, and splits none that is smaller. */
export const OPENING_BYTES = 4 * 2 ** 20;
/** What one task reads in a second or two: below what Spark gives one of large files, so that those keep the tasks that Spark makes for them. */
export const TASK_BYTES = 16 * 2 ** 20;

/** Whether a file can only be read from its beginning, whatever its size. */
export function isUnsplittable({ loadPath }: Pick<SourceFile, "loadPath">): boolean {
  return loadPath.endsWith(".gz");
}

/** How many tasks of that size these files are work for, however many readers they have. */
export function tasksFor(files: readonly Pick<SourceFile, "sizeBytes">[]): number {
  const bytes = files.reduce((all, { sizeBytes }) => all + sizeBytes + OPENING_BYTES, 0);
  return Math.ceil(bytes / TASK_BYTES);
}
