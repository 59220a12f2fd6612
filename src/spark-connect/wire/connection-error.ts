import { type ErrorContext, SparkConnectError } from "./spark-connect-error.ts";

/** What failed on the way to Spark. */
export type ConnectionErrorCode =
  | "INVALID_CONNECTION_STRING"
  /** The server was not reached, or was lost and did not come back. */
  | "CONNECTION_FAILED"
  | "TLS_FAILED"
  | "UNAUTHENTICATED"
  | "PERMISSION_DENIED"
  | "DEADLINE_EXCEEDED"
  | "MESSAGE_TOO_LARGE"
  /** The server has restarted or dropped the session: temporary views, configuration and running work are gone. */
  | "SESSION_CHANGED"
  /** The server no longer knows an operation that had begun, or that may have. */
  | "OPERATION_LOST"
  | "PROTOCOL_ERROR"
  | "CLIENT_CLOSED"
  /** Any other status; see `grpcStatus`. */
  | "CALL_FAILED";

const TRANSIENT: ReadonlySet<ConnectionErrorCode> = new Set([
  "CONNECTION_FAILED",
  "DEADLINE_EXCEEDED",
  "SESSION_CHANGED",
  "OPERATION_LOST",
]);

/** The connection, the session or the protocol failed, rather than the query. */
export class ConnectionError extends SparkConnectError {
  declare readonly code: ConnectionErrorCode;

  constructor(code: ConnectionErrorCode, message: string, context?: ErrorContext) {
    super(code, message, context);
  }

  override get transient(): boolean {
    return TRANSIENT.has(this.code);
  }
}
