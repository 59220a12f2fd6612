import { chunks } from "../chunks.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";

const KNOWN = "SELECT file_id FROM staging_files WHERE file_id IN (?)";

/** Those of the ids that the ledger has given out. */
export async function knownFiles(db: Sql, fileIds: readonly number[]): Promise<ReadonlySet<number>> {
  const known = new Set<number>();
  for (const chunk of chunks(fileIds)) {
    for (const row of await db.query(KNOWN, [chunk])) known.add(integer(row, "file_id"));
  }
  return known;
}
