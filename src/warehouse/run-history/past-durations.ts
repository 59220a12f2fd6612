import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";

/** What a run read, and how long it took. */
export interface PastRun {
  readonly rows: number;
  readonly durationMs: number;
}

const LAST = `
  SELECT JSON_EXTRACT(summary, '$.rows.read') AS rows_read,
         TIMESTAMPDIFF(MICROSECOND, started_at, ended_at) DIV 1000 AS duration_ms
  FROM runs
  WHERE status = 'processed' AND command = ? AND ended_at IS NOT NULL
  ORDER BY started_at DESC, run_id DESC
  LIMIT ?`;

/** The last runs of a command that processed files, the newest first. */
export async function pastDurations(db: Sql, command: string, limit: number): Promise<readonly PastRun[]> {
  return (await db.query(LAST, [command, limit])).map((row) => ({
    rows: Number(row["rows_read"]),
    durationMs: integer(row, "duration_ms"),
  }));
}
