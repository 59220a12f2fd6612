import { chunks } from "../chunks.ts";
import { text } from "../row.ts";
import type { Sql } from "../sql.ts";

const RECORD = "REPLACE INTO rewritten_contents (sha256, stands_for) VALUES (?, ?)";

const FIND = "SELECT sha256, stands_for FROM rewritten_contents WHERE sha256 IN (?)";

const FIND_ANY = "SELECT 1 FROM rewritten_contents LIMIT 1";

/** A kept file is about to have this content; to the ledger it stays the one that was uploaded. Can be repeated. */
export async function recordRewritten(db: Sql, rewritten: string, original: string): Promise<void> {
  if (rewritten !== original) await db.execute(RECORD, [rewritten, original]);
}

/** What the contents that are rewritten ones stand for, by SHA-256. */
export async function originalContents(db: Sql, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const originals = new Map<string, string>();
  for (const chunk of chunks([...new Set(hashes)])) {
    for (const row of await db.query(FIND, [chunk])) originals.set(text(row, "sha256"), text(row, "stands_for"));
  }
  return originals;
}

/** Whether the bucket keeps any file otherwise than it was uploaded. */
export async function isAnyRewritten(db: Sql): Promise<boolean> {
  return (await db.query(FIND_ANY)).length > 0;
}
