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
  return Math.ceil(readingCost(files) / TASK_BYTES);
}

/** Two and four tasks at a time end together. With more cores than that Spark makes tasks for each of them itself. */
const TASKS_AT_A_TIME = 4;

/**
 * How much a task is to read at most, so that there are four tasks, or a multiple of that: else one is left over, for which all other cores
 * wait. Spark fills each task up to its limit, the largest files first, and gives the last one what remains.
 *
 * @param mostBytes Spark's limit, `spark.sql.files.maxPartitionBytes`
 * @returns at most that; undefined where Spark's own tasks are as good
 */
export function evenTaskBytes(files: readonly ReadFile[], mostBytes: number): number | undefined {
  const all = readingCost(files);
  if (all <= mostBytes) return undefined;
  const tasks = TASKS_AT_A_TIME * Math.ceil(all / (TASKS_AT_A_TIME * mostBytes));
  for (let bytes = Math.ceil(all / tasks); bytes < mostBytes; bytes += OPENING_BYTES) {
    if (filledTasks(files, bytes) <= tasks) return bytes;
  }
  return undefined;
}

type ReadFile = Pick<SourceFile, "loadPath" | "sizeBytes">;

/** How many tasks Spark fills with files at a limit. */
function filledTasks(files: readonly ReadFile[], taskBytes: number): number {
  let tasks = 0;
  let filled = Number.POSITIVE_INFINITY;
  const parts = Float64Array.from(files.flatMap((file) => partsOf(file, taskBytes)))
    .sort()
    .reverse();
  for (const part of parts) {
    if (filled + part > taskBytes) {
      tasks += 1;
      filled = 0;
    }
    filled += part + OPENING_BYTES;
  }
  return tasks;
}

/** The sizes of what Spark splits a file into at a limit. */
function partsOf(file: ReadFile, taskBytes: number): readonly number[] {
  const { sizeBytes } = file;
  if (sizeBytes <= taskBytes || isUnsplittable(file)) return [sizeBytes];
  return [...Array<number>(Math.floor(sizeBytes / taskBytes)).fill(taskBytes), sizeBytes % taskBytes];
}

/** What reading the files costs, in bytes. */
export function readingCost(files: readonly Pick<SourceFile, "sizeBytes">[]): number {
  return files.reduce((all, { sizeBytes }) => all + sizeBytes + OPENING_BYTES, 0);
}
