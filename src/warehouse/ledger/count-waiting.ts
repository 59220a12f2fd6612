import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";

const WAITING = `
  SELECT COUNT(*) AS files
  FROM staging_files
  WHERE archive_state = 'none' AND (status IN ('Pending', 'Processing') OR (status = 'Failed' AND failures < ?))`;

/** Files without a verdict, which the next run takes. */
export async function countWaiting(db: Sql, maxFailures: number): Promise<number> {
  const [row] = await db.query(WAITING, [maxFailures]);
  return row === undefined ? 0 : integer(row, "files");
}
