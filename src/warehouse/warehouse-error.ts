import { CodedError } from "../errors/index.ts";
import { at, type Fault, type WarehouseErrorCode, type WarehouseTarget } from "./fault.ts";
import { TLS_FAULTS, tlsFault } from "./tls-faults.ts";

export type { WarehouseErrorCode, WarehouseTarget } from "./fault.ts";

/** A failure of MySQL, or of the way to it. The message starts with the code and ends with the next step. */
export class WarehouseError extends CodedError {
  override readonly name = "WarehouseError";
  readonly code: WarehouseErrorCode;
  /** The same call may succeed when it is repeated. */
  readonly transient: boolean;

  constructor(
    code: WarehouseErrorCode,
    detail: string,
    options: { readonly transient: boolean; readonly cause?: unknown },
  ) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.code = code;
    this.transient = options.transient;
  }

  static from(error: unknown, target: WarehouseTarget): WarehouseError {
    if (error instanceof WarehouseError) return error;
    const { code, message, fatal } = driverFault(error);
    const fault = FAULTS[code] ?? tlsFault(code, message) ?? (fatal ? CONNECTION_LOST : QUERY_FAILED);
    return new WarehouseError(fault.code, fault.detail(target, message, code), {
      transient: fault.transient,
      cause: error,
    });
  }
}

const UNREACHABLE: Fault = {
  code: "unreachable",
  transient: true,
  detail: (target, _, driverCode) =>
    `${at(target)} does not answer (${driverCode}). Check that the server runs, and MYSQL_HOST and MYSQL_PORT.`,
};

const UNKNOWN_HOST: Fault = {
  code: "unreachable",
  transient: false,
  detail: (target) => `${at(target)}: there is no host of this name. Check MYSQL_HOST.`,
};

const CONNECTION_LOST: Fault = {
  code: "connection_lost",
  transient: true,
  detail: (target, message) =>
    `${at(target)} dropped the connection (${message}). Run again when the server is stable.`,
};

const ACCESS_DENIED: Fault = {
  code: "access_denied",
  transient: false,
  detail: ({ user, ...target }) =>
    `${at({ user, ...target })} refused user '${user}'. Check MYSQL_USER and MYSQL_PASSWORD (or MYSQL_PASSWORD_FILE).`,
};

const NOT_GRANTED: Fault = {
  code: "access_denied",
  transient: false,
  detail: (target, message) =>
    `${at(target)}: user '${target.user}' lacks a privilege on database '${target.database}' (${message}). Grant it.`,
};

const QUERY_FAILED: Fault = {
  code: "query_failed",
  transient: false,
  detail: (target, message, driverCode) =>
    `${at(target)}, database '${target.database}': ${message} (${driverCode}). This is a bug or a foreign change of the schema.`,
};

const VALUE_REFUSED: Fault = {
  code: "value_refused",
  transient: false,
  detail: (target, message, driverCode) =>
    `${at(target)}, database '${target.database}': ${message} (${driverCode}). A table does not take a value that a file brings: compare its columns and constraints with docs/validation.md.`,
};

/** By the driver's code. https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const FAULTS: Readonly<Record<string, Fault>> = {
  ...TLS_FAULTS,
  ECONNREFUSED: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ENOTFOUND: UNKNOWN_HOST,
  ECONNRESET: CONNECTION_LOST,
  EPIPE: CONNECTION_LOST,
  PROTOCOL_CONNECTION_LOST: CONNECTION_LOST,
  ER_SERVER_SHUTDOWN: CONNECTION_LOST,
  ER_CONNECTION_KILLED: CONNECTION_LOST,
  ER_QUERY_INTERRUPTED: CONNECTION_LOST,
  ER_ACCESS_DENIED_ERROR: ACCESS_DENIED,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: ACCESS_DENIED,
  ER_DBACCESS_DENIED_ERROR: NOT_GRANTED,
  ER_TABLEACCESS_DENIED_ERROR: NOT_GRANTED,
  ER_COLUMNACCESS_DENIED_ERROR: NOT_GRANTED,
  ER_SPECIFIC_ACCESS_DENIED_ERROR: NOT_GRANTED,
  ER_KILL_DENIED_ERROR: NOT_GRANTED,
  ER_DATA_TOO_LONG: VALUE_REFUSED,
  ER_TRUNCATED_WRONG_VALUE: VALUE_REFUSED,
  ER_TRUNCATED_WRONG_VALUE_FOR_FIELD: VALUE_REFUSED,
  ER_WARN_DATA_OUT_OF_RANGE: VALUE_REFUSED,
  WARN_DATA_TRUNCATED: VALUE_REFUSED,
  ER_BAD_NULL_ERROR: VALUE_REFUSED,
  ER_NO_DEFAULT_FOR_FIELD: VALUE_REFUSED,
  ER_NO_REFERENCED_ROW_2: VALUE_REFUSED,
  ER_CHECK_CONSTRAINT_VIOLATED: VALUE_REFUSED,
  // MariaDB's number of a failed CHECK (4025) has this name in the driver, which knows MySQL's.
  ER_INNODB_AUTOEXTEND_SIZE_OUT_OF_RANGE: VALUE_REFUSED,
  ER_BAD_DB_ERROR: {
    code: "unknown_database",
    transient: false,
    detail: (target) => `${at(target)} has no database '${target.database}'. Create it, or correct MYSQL_DATABASE.`,
  },
  ER_NO_SUCH_TABLE: {
    code: "missing_table",
    transient: false,
    detail: (target, message) =>
      /\.load_/.test(message)
        ? `${at(target)}: ${message}. The batch that owned this load table was given up; run again.`
        : `${at(target)}: ${message}. Run \`sales-pipeline init\`.`,
  },
  ER_UNKNOWN_SYSTEM_VARIABLE: {
    code: "server_too_old",
    transient: false,
    detail: (target, message) =>
      `${at(target)} lacks a variable that every session sets (${message}). docs/mysql.md says which versions are supported.`,
  },
  ER_CON_COUNT_ERROR: {
    code: "too_many_connections",
    transient: true,
    detail: (target) => `${at(target)} has no free connection. Run again later, or raise the server's max_connections.`,
  },
  ER_OPTION_PREVENTS_STATEMENT: {
    code: "read_only",
    transient: true,
    detail: (target) => `${at(target)} accepts no writes now. Point MYSQL_HOST to the primary.`,
  },
  ER_LOCK_DEADLOCK: {
    code: "deadlock",
    transient: true,
    detail: (target) => `${at(target)} rolled the transaction back to end a deadlock. Run again.`,
  },
  ER_LOCK_WAIT_TIMEOUT: {
    code: "lock_timeout",
    transient: true,
    detail: (target) =>
      `${at(target)}: another transaction holds a needed lock for too long. SHOW PROCESSLIST names it; end it, then run again.`,
  },
};

function driverFault(error: unknown): { readonly code: string; readonly message: string; readonly fatal: boolean } {
  if (!(error instanceof Error)) return { code: "unknown", message: String(error), fatal: false };
  return {
    code: "code" in error && typeof error.code === "string" ? error.code : error.name,
    message: error.message,
    fatal: "fatal" in error && error.fatal === true,
  };
}
