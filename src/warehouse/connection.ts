import { createPool } from "mysql2";
import type { PoolConnection } from "mysql2/promise";
import { type RetryPolicy, retryTransient } from "./retry.ts";
import {
  connectionOptions,
  openSession,
  PREPARE_SESSION,
  type Session,
  sqlOn,
  type WarehouseSettings,
} from "./session.ts";
import type { Sql } from "./sql.ts";
import { inTransaction } from "./transaction.ts";
import { WarehouseError, type WarehouseTarget } from "./warehouse-error.ts";

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

/** Connects and verifies that the server answers. Throws `WarehouseError` at once if it does not. */
export async function openWarehouse(settings: WarehouseSettings, retry: RetryPolicy = {}): Promise<Warehouse> {
  const { password: _, ...target } = settings;
  const pool = createPool({ ...connectionOptions(settings), connectionLimit: CONNECTION_LIMIT });
  pool.on("connection", (connection) => {
    // Queued before any statement of the borrower, who gets the error of a destroyed connection if this fails.
    connection.query(PREPARE_SESSION, (error) => {
      if (error !== null) connection.destroy();
    });
  });
  const connections = pool.promise();
  const sql = sqlOn(connections, target);

  async function transactionOnce<T>(work: (sql: Sql) => Promise<T>, onFailure?: OnFailure): Promise<T> {
    try {
      return await onConnection((connection) => inTransaction(connection, target, work));
    } catch (error) {
      await onFailure?.(error);
      throw error;
    }
  }

  async function onConnection<T>(work: (connection: PoolConnection) => Promise<T>): Promise<T> {
    const connection = await connections.getConnection().catch((error: unknown) => {
      throw WarehouseError.from(error, target);
    });
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  }

  const warehouse: Warehouse = {
    target,
    query: (statement, values) => retryTransient(() => sql.query(statement, values), retry),
    execute: (statement, values) => retryTransient(() => sql.execute(statement, values), retry, wasNotSent),
    transaction: (work, onFailure) => retryTransient(() => transactionOnce(work, onFailure), retry),
    openSession: () => openSession(settings),
    close: () => connections.end(),
    [Symbol.asyncDispose]: () => connections.end(),
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
