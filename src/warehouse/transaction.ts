import type { Session } from "./session.ts";
import type { Sql } from "./sql.ts";
import { WarehouseError, type WarehouseErrorCode, type WarehouseTarget } from "./warehouse-error.ts";

/**
 * Runs `work` in one transaction on the session: committed when it returns, rolled back when it throws.
 * Throws `outcome_unknown` when the connection was lost after COMMIT was sent.
 */
export async function inTransaction<T>(
  session: Session,
  target: WarehouseTarget,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  await session.execute("START TRANSACTION");
  let result: T;
  try {
    result = await work(session);
  } catch (error) {
    // The first failure is the one to report. If ROLLBACK fails as well, destroying the session rolls back.
    await session.execute("ROLLBACK").catch(() => session.destroy());
    throw error;
  }
  try {
    await session.execute("COMMIT");
  } catch (error) {
    session.destroy();
    throw outcomeUnknown(error, target);
  }
  return result;
}

/** The reply was not waited for to the end, or there was none. */
function outcomeUnknown(error: unknown, { host, port }: WarehouseTarget): WarehouseError {
  if (error instanceof WarehouseError && !NO_ANSWER.has(error.code)) return error;
  const detail = `MySQL at ${host}:${port} dropped the connection before it answered a COMMIT. The next run finds out what happened.`;
  return new WarehouseError("outcome_unknown", detail, { transient: true, cause: error });
}

const NO_ANSWER: ReadonlySet<WarehouseErrorCode> = new Set(["connection_lost", "unreachable", "statement_timeout"]);
