import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  type ResultSetHeader,
  type RowDataPacket,
} from "mysql2/promise";
import { currentPassword, type PasswordSource } from "./password.ts";
import type { Row } from "./row.ts";
import type { Sql, SqlValue } from "./sql.ts";
import { type StatementLimits, withinLimits } from "./statement-limits.ts";
import { isVerified, type TlsSettings, tlsOptions } from "./tls.ts";
import { WarehouseError, type WarehouseTarget } from "./warehouse-error.ts";

export interface WarehouseSettings extends WarehouseTarget {
  readonly password: PasswordSource;
  /** @default nothing is encrypted */
  readonly tls?: TlsSettings;
  /** @default as long as it takes */
  readonly statementTimeoutMs?: number;
}

/**
 * READ COMMITTED keeps the commit from locking the gaps of tables that others read and write. A DDL statement that waits
 * for a forgotten transaction fails after a minute (the server's default is a day). A server's init_connect may have turned
 * autocommit off. The isolation level has a statement of its own because MariaDB has the variable only since 11.1.
 */
const PREPARE_SESSION: readonly string[] = [
  `SET SESSION
     time_zone = '+00:00',
     sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
     autocommit = 1,
     lock_wait_timeout = 60`,
  "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
];

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
const END_WITHIN_MS = 1_000;

/** A connection to the server: what the server ties to it (a lock by name) lasts as long as it does. */
export interface Session extends Sql {
  readonly connectionId: number;
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>;
  isClosed(): boolean;
  /** Ends the connection without waiting for the server. What is under way on it fails. */
  destroy(): void;
  /** Takes leave of the server, which has to have nothing left to answer. */
  end(): Promise<void>;
}

export async function openSession(settings: WarehouseSettings, signal?: AbortSignal): Promise<Session> {
  const sockets: Socket[] = [];
  try {
    const connection = await createConnection(await connectionOptions(settings, sockets));
    const target = targetOf(settings);
    const limits = { withinMs: settings.statementTimeoutMs, signal };
    const session = sessionOn(connection, target, {
      limits,
      hangUp: () => hangUp(sockets),
      kill: () => killLater(settings, connection.threadId),
    });
    await prepare(session, target);
    return session;
  } catch (error) {
    hangUp(sockets);
    throw WarehouseError.from(error, settings);
  }
}

/** @throws WarehouseError with what the server said, whatever it was: the statements are ours, and the same for everyone */
async function prepare(session: Session, { host, port }: WarehouseTarget): Promise<void> {
  try {
    for (const statement of PREPARE_SESSION) await session.execute(statement);
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.code !== "query_failed") throw error;
    const said = error.cause instanceof Error ? error.cause.message : error.message;
    const detail = `MySQL at ${host}:${port} does not take what every session sets (${said}). docs/mysql.md says which versions are supported, and what is set.`;
    throw new WarehouseError("server_too_old", detail, { transient: false, cause: error.cause });
  }
}

/** What messages may show. */
export function targetOf({ host, port, database, user }: WarehouseTarget): WarehouseTarget {
  return { host, port, database, user };
}

/** The binary collation: 'Jose' and 'José', or two object keys that differ in case, are never equal. */
async function connectionOptions(settings: WarehouseSettings, sockets: Socket[]): Promise<ConnectionOptions> {
  const { host, port, database, user, tls = { mode: "disabled" } } = settings;
  const [password, ssl] = await Promise.all([currentPassword(settings.password), tlsOptions(tls)]);
  return {
    host,
    port,
    database,
    user,
    password,
    ...(ssl !== undefined && { ssl }),
    // A password as it is, which cloud tokens and directory services need, is told to nobody but the server that we know.
    enableCleartextPlugin: isVerified(tls),
    // The driver would only half close it: on a network that swallows everything it would stay for minutes.
    stream: () => {
      const socket = connect({
        host,
        port,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
      });
      sockets.push(socket);
      return socket;
    },
    charset: "UTF8MB4_BIN",
    timezone: "Z",
    connectTimeout: CONNECT_TIMEOUT_MS,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    // Without it, rows that an UPDATE merely matched would be counted as changed.
    flags: ["-FOUND_ROWS"],
  };
}

interface Handling {
  readonly limits: StatementLimits;
  readonly hangUp: () => void;
  /** Has the server end what the connection is doing. */
  readonly kill: () => void;
}

function sessionOn(connection: Connection, target: WarehouseTarget, { limits, hangUp, kill }: Handling): Session {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const underWay = new Set<(reason: WarehouseError) => void>();
  let isClosed = false;
  const close = () => {
    isClosed = true;
    resolve();
  };
  // A listener for "error" must exist: without one, losing an idle connection would end the process.
  connection.on("error", close);
  connection.on("end", close);
  return {
    connectionId: connection.threadId,
    closed,
    isClosed: () => isClosed,
    destroy,
    async end() {
      await Promise.race([connection.end().catch(() => {}), wait(END_WITHIN_MS, undefined, { ref: false })]);
      destroy();
    },
    async query(statement, values = []) {
      const rows: readonly Row[] = await send<RowDataPacket[]>(statement, values);
      return rows;
    },
    async execute(statement, values = []) {
      const { affectedRows, insertId } = await send<ResultSetHeader>(statement, values);
      return { affectedRows, insertId };
    },
  };

  function destroy(): void {
    if (!isClosed) connection.destroy();
    hangUp();
    close();
    // The driver says nothing more to those who wait.
    for (const reject of underWay) reject(endedHere(target));
    underWay.clear();
  }

  async function send<T extends RowDataPacket[] | ResultSetHeader>(statement: string, values: readonly SqlValue[]) {
    const { promise: destroyed, reject } = Promise.withResolvers<never>();
    underWay.add(reject);
    const interrupt = () => {
      underWay.delete(reject);
      destroy();
      kill();
    };
    try {
      const answer = () => Promise.race([connection.query<T>(statement, [...values]), destroyed]);
      const [result] = await withinLimits(limits, target, { statement: answer, interrupt });
      return result;
    } catch (error) {
      throw error === limits.signal?.reason ? error : WarehouseError.from(error, target);
    } finally {
      underWay.delete(reject);
    }
  }
}

function endedHere({ host, port }: WarehouseTarget): WarehouseError {
  const detail = `the connection to MySQL at ${host}:${port} was ended on this side. Run again.`;
  return new WarehouseError("connection_lost", detail, { transient: true });
}

function hangUp(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.destroy();
}

/** A statement goes on, and holds its locks, until the server has something to say to a client that is gone. */
function killLater(settings: WarehouseSettings, connectionId: number): void {
  void openSession({ ...settings, statementTimeoutMs: CONNECT_TIMEOUT_MS })
    .then(async (session) => {
      await session.execute("KILL ?", [connectionId]);
      await session.end();
    })
    // It has ended by itself, or the server cannot be reached: then nobody can do more.
    .catch(() => {});
}
