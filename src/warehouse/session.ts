import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  type PoolOptions,
  type ResultSetHeader,
  type RowDataPacket,
} from "mysql2/promise";
import type { Row } from "./row.ts";
import type { Sql, SqlValue } from "./sql.ts";
import { WarehouseError, type WarehouseTarget } from "./warehouse-error.ts";

export interface WarehouseSettings extends WarehouseTarget {
  readonly password: string;
}

/**
 * READ COMMITTED keeps the commit from locking the gaps of tables that others read and write. A DDL statement that waits
 * for a forgotten transaction fails after a minute (the server's default is a day).
 */
export const PREPARE_SESSION = `
  SET SESSION
    time_zone = '+00:00',
    sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
    transaction_isolation = 'READ-COMMITTED',
    lock_wait_timeout = 60`;

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

/** The binary collation: 'Jose' and 'José', or two object keys that differ in case, are never equal. */
export function connectionOptions(settings: WarehouseSettings): ConnectionOptions & PoolOptions {
  return {
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    password: settings.password,
    charset: "UTF8MB4_BIN",
    timezone: "Z",
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableKeepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    // Without it, rows that an UPDATE merely matched would be counted as changed.
    flags: ["-FOUND_ROWS"],
  };
}

/** A connection that is not shared: what the server ties to it (a lock by name) lasts as long as it does. */
export interface Session extends Sql {
  readonly connectionId: number;
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>;
  isClosed(): boolean;
  /** Ends the connection without waiting for the server. */
  destroy(): void;
}

export async function openSession(settings: WarehouseSettings): Promise<Session> {
  try {
    const connection = await createConnection(connectionOptions(settings));
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    let isClosed = false;
    const close = () => {
      isClosed = true;
      resolve();
    };
    // A listener for "error" must exist: without one, losing an idle connection would end the process.
    connection.on("error", close);
    connection.on("end", close);
    await connection.query(PREPARE_SESSION);
    return {
      ...sqlOn(connection, settings),
      connectionId: connection.threadId,
      closed,
      isClosed: () => isClosed,
      destroy() {
        connection.destroy();
        close();
      },
    };
  } catch (error) {
    throw WarehouseError.from(error, settings);
  }
}

type Queryable = Pick<Connection, "query">;

/** Statements on a connection or pool, with the driver's failures translated. */
export function sqlOn(queryable: Queryable, target: WarehouseTarget): Sql {
  return {
    async query(statement, values = []) {
      const rows: readonly Row[] = await send<RowDataPacket[]>(statement, values);
      return rows;
    },
    async execute(statement, values = []) {
      const { affectedRows, insertId } = await send<ResultSetHeader>(statement, values);
      return { affectedRows, insertId };
    },
  };

  async function send<T extends RowDataPacket[] | ResultSetHeader>(statement: string, values: readonly SqlValue[]) {
    try {
      const [result] = await queryable.query<T>(statement, [...values]);
      return result;
    } catch (error) {
      throw WarehouseError.from(error, target);
    }
  }
}
