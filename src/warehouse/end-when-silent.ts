import type { Sql } from "./sql.ts";

/**
 * Has the server end this connection, and roll back what is open on it, when it hears nothing for so long. A process that is
 * stopped in the middle of a transaction would otherwise keep its locks, the lease's among them, from those that come after it.
 */
export async function endWhenSilent(sql: Sql, silenceMs: number): Promise<void> {
  await sql.execute("SET SESSION wait_timeout = ?", [Math.max(1, Math.ceil(silenceMs / 1000))]);
}
