import type { Warehouse } from "../connection.ts";
import { instant, integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** What the last run that listed `raw/` found there beside new files. */
export interface LastDiscovery {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly discoveredAt: string;
  /** Objects of other writers, which are left alone. */
  readonly ignored: number;
}

const FORGET = "DELETE FROM last_discovery";

const RECORD = "INSERT INTO last_discovery (run_id, ignored) VALUES (?, ?)";

const LAST = "SELECT run_id, ignored, discovered_at FROM last_discovery LIMIT 1";

export function recordDiscovery(
  warehouse: Warehouse,
  { runId, ignored }: Pick<LastDiscovery, "runId" | "ignored">,
): Promise<void> {
  return warehouse.transaction(async (sql) => {
    await sql.execute(FORGET);
    await sql.execute(RECORD, [runId, ignored]);
  });
}

export async function lastDiscovery(db: Sql): Promise<LastDiscovery | undefined> {
  const [row] = await db.query(LAST);
  if (row === undefined) return undefined;
  return {
    runId: text(row, "run_id"),
    discoveredAt: instant(row, "discovered_at"),
    ignored: integer(row, "ignored"),
  };
}
