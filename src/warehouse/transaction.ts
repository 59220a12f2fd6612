import type { Connection } from "mysql2/promise";
import { sqlOn } from "./session.ts";
import type { Sql } from "./sql.ts";
import { WarehouseError, type WarehouseTarget } from "./warehouse-error.ts";

/**
 * Runs `work` in one transaction on the connection: committed when it returns, rolled back when it throws.
 * Throws `outcome_unknown` when the connection was lost after COMMIT was sent.
 */
export async function inTransaction<T>(
  connection: Connection,
  target: WarehouseTarget,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const sql = sqlOn(connection, target);
  await sql.execute("START TRANSACTION");
  let result: T;
  try {
    result = await work(sql);
  } catch (error) {
    // The first failure is the one to report. If ROLLBACK fails as well, destroying the connection rolls back.
    await sql.execute("ROLLBACK").catch(() => connection.destroy());
    throw error;
  }
  try {
    await sql.execute("COMMIT");
  } catch (error) {
    connection.destroy();
    throw outcomeUnknown(error, target);
  }
  return result;
}

function outcomeUnknown(error: unknown, target: WarehouseTarget): unknown {
  const failure = WarehouseError.from(error, target);
  if (failure.code !== "connection_lost" && failure.code !== "unreachable") return failure;
  const detail = `MySQL at ${target.host}:${target.port} dropped the connection before it answered a COMMIT. The next run finds out what happened.`;
  return new WarehouseError("outcome_unknown", detail, { transient: true, cause: error });
}
