import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";

const COMMITTED = "SELECT COUNT(*) AS batches FROM batches WHERE state IN ('committed', 'completed')";

/** How many batches have been committed: as long as it stays the same, ledger and marts do. */
export async function countCommitted(db: Sql): Promise<number> {
  const [row] = await db.query(COMMITTED);
  return row === undefined ? 0 : integer(row, "batches");
}
