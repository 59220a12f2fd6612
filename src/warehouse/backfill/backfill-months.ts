import { text } from "../row.ts";
import type { Sql } from "../sql.ts";

const RECORD = "REPLACE INTO backfill_months (mode, sales_month, run_id) VALUES (?, ?, ?)";

const DONE = "SELECT sales_month FROM backfill_months WHERE mode = ? ORDER BY sales_month";

const FORGET = "DELETE FROM backfill_months WHERE mode = ? AND sales_month IN (?)";

/** What a run of a backfill has done. */
export interface BackfilledMonth {
  readonly mode: string;
  /** yyyy-MM */
  readonly month: string;
  readonly runId: string;
}

export async function recordBackfilled(db: Sql, { mode, month, runId }: BackfilledMonth): Promise<void> {
  await db.execute(RECORD, [mode, month, runId]);
}

/** The months that a backfill which was not ended has done. */
export async function backfilledMonths(db: Sql, mode: string): Promise<ReadonlySet<string>> {
  return new Set((await db.query(DONE, [mode])).map((row) => text(row, "sales_month")));
}

/** The backfill has come to its end: the next one begins anew. */
export async function endBackfill(db: Sql, mode: string, months: readonly string[]): Promise<void> {
  await db.execute(FORGET, [mode, months]);
}
