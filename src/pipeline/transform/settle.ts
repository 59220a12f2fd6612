import type { FileVersion } from "../../warehouse/index.ts";
import type { SeparatedContents } from "../validate/separate-contents.ts";
import type { Duplicate } from "../validate/valid-file.ts";
import type { FileRows } from "./file-rows.ts";

export interface Settled {
  /** Those that count, and those that their rows condemn. */
  readonly files: readonly FileRows[];
  readonly duplicates: readonly Duplicate[];
  readonly superseded: readonly FileVersion[];
}

/**
 * Judges the new files once more, now that their rows are known: what an invalid one was to replace stays in force, and a file
 * with the same content as that is a duplicate after all, although Spark has read it.
 */
export function settle(
  rows: readonly FileRows[],
  separate: (faulty: ReadonlySet<number>) => SeparatedContents,
  voided: readonly FileVersion[],
): Settled {
  const faulty = rows.filter(({ fault }) => fault !== undefined);
  const { counting, duplicates } = separate(idsOf(faulty.map(({ source }) => source)));
  const counted = idsOf(counting);
  const replaced = [...counting, ...duplicates].flatMap(({ corrects = [] }) => corrects);
  return {
    files: rows.filter(({ source, fault }) => fault !== undefined || counted.has(source.file.fileId)),
    duplicates,
    superseded: [...replaced, ...voided],
  };
}

function idsOf(files: readonly { readonly file: FileVersion }[]): ReadonlySet<number> {
  return new Set(files.map(({ file }) => file.fileId));
}
