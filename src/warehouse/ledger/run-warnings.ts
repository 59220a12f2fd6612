import type { Warehouse } from "../connection.ts";
import { integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** What a run warned of, with how often. */
export type Warnings = Readonly<Record<string, number>>;

const FORGET = "DELETE FROM run_warnings WHERE run_id = ?";

const RECORD = "INSERT INTO run_warnings (run_id, warning, amount) VALUES ?";

const OF_RUN = "SELECT warning, amount FROM run_warnings WHERE run_id = ? ORDER BY warning";

/** Keeps the warnings of a run's summary. Can be repeated. */
export async function recordWarnings(warehouse: Warehouse, runId: string, warnings: Warnings): Promise<void> {
  const rows = Object.entries(warnings).map(([warning, amount]) => [runId, warning, amount]);
  if (rows.length === 0) return;
  await warehouse.transaction(async (sql) => {
    await sql.execute(FORGET, [runId]);
    await sql.execute(RECORD, [rows]);
  });
}

export async function warningsOfRun(db: Sql, runId: string): Promise<Warnings> {
  const rows = await db.query(OF_RUN, [runId]);
  return Object.fromEntries(rows.map((row) => [text(row, "warning"), integer(row, "amount")]));
}
