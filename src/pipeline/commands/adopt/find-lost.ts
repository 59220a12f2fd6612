import { type JournalRecord, type JournalRewriting, journalAfter } from "../../../lake/index.ts";
import type { ErasedRow } from "../../../warehouse/index.ts";
import type { Looking } from "./looking.ts";
import type { LostErasures } from "./lost-erasures.ts";
import { findLostFiles, type LostFiles } from "./lost-files.ts";

/** What the bucket shows, and the ledger lacks. */
export interface Lost extends LostFiles {
  readonly erasures: LostErasures;
}

/** Compares the bucket with the ledger, by one look at the journal's entries after the last one that the ledger knows. */
export async function findLost(looking: Looking, afterEntry: number): Promise<Lost> {
  const records = new Map<number, JournalRecord>();
  const rows = new Map<string, ErasedRow>();
  const rewritings: JournalRewriting[] = [];
  for await (const line of journalAfter(looking.lake, afterEntry, looking.signal)) {
    if ("fileId" in line) records.set(line.fileId, line);
    else if ("rewritten" in line) rewritings.push(line);
    else if (line.erasure === "begun") rows.set(nameOf(line), { feed: line.feed, key: line.key });
    else rows.delete(nameOf(line));
  }
  return { ...(await findLostFiles(looking, records)), erasures: { rows: [...rows.values()], rewritings } };
}

function nameOf({ feed, key }: ErasedRow): string {
  return `${feed}/${key}`;
}
