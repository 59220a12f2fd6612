import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";

/** Holds the names of a file's columns against what its feed asks for. `where` they were found: "the first line". */
export function judgeColumns(columns: readonly string[], feed: FeedContract, where: string): readonly FileFault[] {
  const found = new Set(columns);
  const missing = feed.columns.filter(({ name, mayLack = false }) => !mayLack && !found.has(name));
  if (!feed.columns.some(({ name }) => found.has(name))) {
    return [
      { code: "missing_header", detail: `none of the feed's columns in ${where}${otherDelimiter(columns, feed)}` },
    ];
  }
  return [
    ...missing.map(({ name }): FileFault => {
      const similar = columns.find((column) => column.toLowerCase() === name.toLowerCase());
      const hint = similar === undefined ? "" : `; "${similar}" differs in case`;
      return { code: `missing_column:${name}`, detail: `no column "${name}" in ${where}${hint}` };
    }),
    ...repeated(columns).map(
      (name): FileFault => ({
        code: `duplicate_column:${name}`,
        detail: `column "${name}" more than once in ${where}`,
      }),
    ),
  ];
}

/** The columns that the feed does not ask for. */
export function extraColumns(columns: readonly string[], feed: FeedContract): readonly string[] {
  return columns.filter((column) => !feed.columns.some(({ name }) => name === column));
}

function repeated(columns: readonly string[]): readonly string[] {
  return [...new Set(columns.filter((column, position) => columns.indexOf(column) !== position))];
}

const DELIMITERS: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

function otherDelimiter(columns: readonly string[], feed: FeedContract): string {
  const names = new Set(feed.columns.map(({ name }) => name));
  for (const [delimiter, word] of Object.entries(DELIMITERS)) {
    const split = columns.flatMap((column) => column.split(delimiter));
    if (split.some((name) => names.has(name.trim()))) return `; its names are separated by ${word}`;
  }
  return "";
}
