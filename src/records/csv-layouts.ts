import type { SourceFile } from "./source-file.ts";

/** Files that one reader can take: all are written as the first one is, with as many columns. */
export type CsvLayout = readonly [SourceFile, ...SourceFile[]];

/**
 * The fewest readers. Spark's CSV reader matches columns by position and counts them, so that files share one if they have as many
 * columns, in whatever order and of whatever names.
 */
export function csvLayouts(files: readonly SourceFile[]): readonly CsvLayout[] {
  const layouts = new Map<string, [SourceFile, ...SourceFile[]]>();
  for (const file of files) {
    const { columns, sampled, multiline, recordEnd, preambleLines, csv } = file;
    const key = JSON.stringify([sampled, columns.length, namedWidth(file), multiline && recordEnd, preambleLines, csv]);
    const layout = layouts.get(key);
    if (layout === undefined) layouts.set(key, [file]);
    else layout.push(file);
  }
  return [...layouts.values()];
}

/** How many columns there are up to the last one that has a name. */
export function namedWidth({ columns }: SourceFile): number {
  return columns.findLastIndex((name) => name !== "") + 1;
}
