import { jsonObjectIn } from "./inspect/json-object.ts";
import { isErasure, isRewriting, type JournalErasure, type JournalRewriting } from "./journal-erasure.ts";
import { isFileRecord, type JournalRecord } from "./journal-record.ts";
import { JOURNAL_PREFIX, journalKey, journalNumber } from "./keys.ts";
import { LakeError } from "./lake-error.ts";
import { listPages } from "./list-objects.ts";
import type { Lake } from "./open-lake.ts";
import { putJsonLines } from "./put-json.ts";
import { readRange } from "./read-object.ts";

/** An entry of the bucket's journal: one object, never changed. */
export interface JournalEntry {
  /** Ascending, with gaps. */
  readonly number: number;
  readonly lines: readonly JournalLine[];
}

export type JournalLine = JournalRecord | JournalErasure | JournalRewriting;

/**
 * Adds an entry.
 *
 * @returns false, and writes nothing, if there is an entry of that number
 */
export async function appendJournal(
  lake: Lake,
  { number, lines }: JournalEntry,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await putJsonLines(lake, journalKey(number), lines, { condition: { ifAbsent: true }, signal });
    return true;
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_replaced") return false;
    throw error;
  }
}

/** Which entries there are after one, ascending; a page in memory at a time. */
export async function* journalEntriesAfter(
  lake: Lake,
  number: number,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly number: number; readonly etag: string }, void, undefined> {
  for await (const page of listPages(lake, JOURNAL_PREFIX, signal, journalKey(number))) {
    for (const { key, etag } of page) {
      const found = journalNumber(key);
      // Not every server begins after the key that it is told.
      if (found !== undefined && found > number) yield { number: found, etag };
    }
  }
}

/** What the entries after one say, in their order. */
export async function* journalAfter(
  lake: Lake,
  number: number,
  signal?: AbortSignal,
): AsyncGenerator<JournalLine, void, undefined> {
  for await (const { number: found, etag } of journalEntriesAfter(lake, number, signal)) {
    const text = (await readRange(lake, journalKey(found), { etag, signal })).toString("utf8");
    for (const line of text.split("\n").filter((one) => one !== "")) {
      const parsed = parseLine(line);
      if (parsed !== undefined) yield parsed;
    }
  }
}

/** Undefined for a line that the pipeline did not write, or not this version of it. */
function parseLine(line: string): JournalLine | undefined {
  const fields: Readonly<Record<string, unknown>> = { ...jsonObjectIn(Buffer.from(line)) };
  return isFileRecord(fields) || isErasure(fields) || isRewriting(fields) ? fields : undefined;
}
