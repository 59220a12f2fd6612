import { instant, integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** How many rows a committed batch read and rejected. */
export interface BatchQuality {
  readonly batchId: string;
  /** ISO 8601, UTC. */
  readonly committedAt: string;
  readonly read: number;
  readonly rejected: number;
}

const LAST = `
  SELECT batch_id, committed_at, rows_read, rows_rejected
  FROM batches
  WHERE committed_at IS NOT NULL AND rows_read > 0 AND (? IS NULL OR batch_id <= ?)
  ORDER BY batch_id DESC
  LIMIT ?`;

/** The last batches that read rows, up to and with one of them, the oldest first: ids sort by time. */
export async function qualityTrend(db: Sql, upTo: string | undefined, limit: number): Promise<readonly BatchQuality[]> {
  const rows = await db.query(LAST, [upTo ?? null, upTo ?? null, limit]);
  return rows.toReversed().map((row) => ({
    batchId: text(row, "batch_id"),
    committedAt: instant(row, "committed_at"),
    read: integer(row, "rows_read"),
    rejected: integer(row, "rows_rejected"),
  }));
}
