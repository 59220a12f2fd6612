import type { FileRows } from "./file-rows.ts";

/** Bounds of what the driver reads a second time to number the rejected rows of text files. */
const LARGEST_FILE_BYTES = 8 * 1024 * 1024;
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_ROWS = 20_000;

/**
 * The files whose rejected rows the driver finds in their text: CSV and JSON lines that are small, smallest first, as many
 * as the bounds allow, and none that is only sampled. Those of the others keep the number that Spark gave them, which it does for Parquet only.
 */
export function locatableFiles(files: readonly FileRows[]): readonly FileRows[] {
  let bytes = 0;
  let rows = 0;
  return files
    .filter(({ source: { inspection } }) => inspection.format !== "parquet" && inspection.records !== undefined)
    .filter(({ source }) => source.file.sizeBytes <= LARGEST_FILE_BYTES)
    .toSorted((a, b) => a.source.file.sizeBytes - b.source.file.sizeBytes)
    .filter(({ source, rejected }) => {
      if (bytes + source.file.sizeBytes > MOST_BYTES || rows + rejected > MOST_ROWS) return false;
      bytes += source.file.sizeBytes;
      rows += rejected;
      return true;
    });
}
