import { type RetryPolicy, retryTransient } from "./retry.ts";
import { openSession, type Session, targetOf, type WarehouseSettings } from "./session.ts";
import { SessionPool } from "./session-pool.ts";
import type { Sql } from "./sql.ts";
import { inTransaction } from "./transaction.ts";
import type { WarehouseError, WarehouseTarget } from "./warehouse-error.ts";

export type { WarehouseSettings } from "./session.ts";

/**
 * Single statements run on any connection of the pool and are sent once; a read that fails for a transient reason is repeated,
 * and a write if there was no connection to send it on.
 */
export interface Warehouse extends Sql, AsyncDisposable {
  readonly target: WarehouseTarget;
  /**
   * Runs `work` in one transaction. It runs again, a bounded number of times, after a failure that surely rolled it back
   * (deadlock, lock timeout, connection lost before COMMIT), so it must not keep anything from an earlier call.
   * Throws `WarehouseError` `outcome_unknown` when the reply to COMMIT was lost.
   *
   * @param onFailure called after each call of `work` that failed, also if it runs again
   */
  transaction<T>(work: (sql: Sql) => Promise<T>, onFailure?: (error: unknown) => Promise<void>): Promise<T>;
  /** A connection of its own, outside the pool. */
  openSession(): Promise<Session>;
  close(): Promise<void>;
}

type OnFailure = (error: unknown) => Promise<void>;

const CONNECTION_LIMIT = 8;

export interface WarehouseOptions extends RetryPolicy {
  /** Its abort ends statements that are under way, and lets later ones do only what is done in a moment. */
  readonly signal?: AbortSignal;
}

/** Connects and verifies that the server answers. Throws `WarehouseError` at once if it does not. */
export async function openWarehouse(settings: WarehouseSettings, options: WarehouseOptions = {}): Promise<Warehouse> {
  const { signal, ...retry } = options;
  const target = targetOf(settings);
  const pool = new SessionPool(() => openSession(settings, signal), CONNECTION_LIMIT);
  const sql: Sql = {
    query: (statement, values) => pool.use((session) => session.query(statement, values)),
    execute: (statement, values) => pool.use((session) => session.execute(statement, values)),
  };

  async function transactionOnce<T>(work: (sql: Sql) => Promise<T>, onFailure?: OnFailure): Promise<T> {
    try {
      return await pool.use((session) => inTransaction(session, target, work));
    } catch (error) {
      await onFailure?.(error);
      throw error;
    }
  }

  const warehouse: Warehouse = {
    target,
    query: (statement, values) => retryTransient(() => sql.query(statement, values), retry),
    execute: (statement, values) => retryTransient(() => sql.execute(statement, values), retry, wasNotSent),
    transaction: (work, onFailure) => retryTransient(() => transactionOnce(work, onFailure), retry),
    openSession: () => openSession(settings, signal),
    close: () => pool.close(),
    [Symbol.asyncDispose]: () => pool.close(),
  };
  try {
    await sql.query("SELECT 1");
  } catch (error) {
    await warehouse.close();
    throw error;
  }
  return warehouse;
}

/** The server had no connection to give, or nobody listened. */
function wasNotSent({ code, cause }: WarehouseError): boolean {
  return (
    code === "too_many_connections" || (cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED")
  );
}
