import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";

const WAITING =
  "SELECT COUNT(*) AS files FROM staging_files WHERE status IN ('Pending', 'Processing', 'Failed') AND archive_state = 'none'";

/** Files without a verdict, which the next run takes. */
export async function countWaiting(db: Sql): Promise<number> {
  const [row] = await db.query(WAITING);
  return row === undefined ? 0 : integer(row, "files");
}
