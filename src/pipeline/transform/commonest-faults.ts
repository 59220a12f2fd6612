import { excerpt } from "../../text/index.ts";
import type { Rejection } from "../../warehouse/index.ts";
import type { FileRows } from "./file-rows.ts";

const MOST_CODES = 3;
const MOST_EXAMPLE_CHARACTERS = 200;

/** The files with what is wrong with most rows of those that have too many wrong ones: what to mend, with an example each. */
export function withCommonestFaults(
  files: readonly FileRows[],
  byFile: ReadonlyMap<number, readonly Rejection[]>,
): readonly FileRows[] {
  return files.map((file) => {
    const commonest = byFile.get(file.source.file.fileId) ?? [];
    if (file.fault === undefined || commonest.length === 0) return file;
    const named = commonest
      .slice(0, MOST_CODES)
      .map(({ code, rows, example }) => `${code} in ${rows}, such as ${excerpt(example, MOST_EXAMPLE_CHARACTERS)}`);
    const more = commonest.length - named.length;
    const detail = `${file.fault.detail}: ${named.join("; ")}${more > 0 ? `; … and ${more} more codes` : ""}`;
    return { ...file, fault: { ...file.fault, detail } };
  });
}
