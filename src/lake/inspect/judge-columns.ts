import { cappedList, excerpt } from "../../text/index.ts";
import type { FeedContract } from "./feed-contract.ts";
import type { FileFault } from "./file-fault.ts";

/** Where a file's columns are named. */
export interface HeaderPlace {
  /** As in "the first line". */
  readonly place: string;
  /** What stands there, as a message quotes it. */
  readonly content: string;
}

/** Holds the names of a file's columns against what its feed asks for. Columns without a name do not count. */
export function judgeColumns(
  columns: readonly string[],
  feed: FeedContract,
  { place, content }: HeaderPlace,
): readonly FileFault[] {
  const found = new Set(columns);
  const missing = feed.columns.filter(({ name, mayLack = false }) => !mayLack && !found.has(name));
  if (!feed.columns.some(({ name }) => found.has(name))) {
    const detail = `none of the feed's columns in ${place}: ${content}${otherDelimiter(columns, feed)}`;
    return [{ code: "missing_header", detail }];
  }
  return [
    ...missing.map(({ name }): FileFault => {
      const similar = columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
      const hint = similar === -1 ? "" : `; ${named(columns[similar] ?? "", [similar])} differs in case`;
      return { code: `missing_column:${name}`, detail: `no column "${name}" in ${place}${hint}` };
    }),
    ...repeated(columns).map(
      ([name, positions]): FileFault => ({
        code: `duplicate_column:${excerpt(name)}`,
        detail: `${named(name, positions)} have one name in ${place}`,
      }),
    ),
  ];
}

/** The named columns that the feed does not ask for. */
export function extraColumns(columns: readonly string[], feed: FeedContract): readonly string[] {
  const asked = new Set(feed.columns.map(({ name }) => name));
  return columns.filter((column) => column !== "" && !asked.has(column));
}

/** Columns by their name and their positions, which are given from 0 and shown from 1: `"price" (column 4)`. */
export function named(name: string, positions: readonly number[]): string {
  const numbers = cappedList(positions.map((position) => String(position + 1)));
  return `"${excerpt(name)}" (column${positions.length === 1 ? "" : "s"} ${numbers})`;
}

function repeated(columns: readonly string[]): readonly (readonly [string, readonly number[]])[] {
  const positions = Map.groupBy(columns.keys(), (position) => columns[position] ?? "");
  return [...positions].filter(([name, { length }]) => name !== "" && length > 1);
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
