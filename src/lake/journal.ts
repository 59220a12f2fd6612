import { type JournalRecord, parseRecord } from "./journal-record.ts";
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
  readonly records: readonly JournalRecord[];
}

/**
 * Adds an entry.
 *
 * @returns false, and writes nothing, if there is an entry of that number
 */
export async function appendJournal(
  lake: Lake,
  { number, records }: JournalEntry,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await putJsonLines(lake, journalKey(number), records, { condition: { ifAbsent: true }, signal });
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

/** The entries after one, in their order. */
export async function* journalAfter(
  lake: Lake,
  number: number,
  signal?: AbortSignal,
): AsyncGenerator<JournalEntry, void, undefined> {
  for await (const { number: found, etag } of journalEntriesAfter(lake, number, signal)) {
    const text = (await readRange(lake, journalKey(found), { etag, signal })).toString("utf8");
    const lines = text.split("\n").filter((line) => line !== "");
    yield { number: found, records: lines.flatMap((line) => parseRecord(line) ?? []) };
  }
}
