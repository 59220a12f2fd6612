export type WarehouseErrorCode =
  | "unreachable"
  | "tls_required"
  | "tls_failed"
  | "no_password"
  | "access_denied"
  | "server_too_old"
  | "unknown_database"
  | "missing_table"
  | "schema_too_old"
  | "schema_too_new"
  | "schema_differs"
  | "other_job"
  | "connection_lost"
  | "statement_timeout"
  | "too_many_connections"
  | "read_only"
  | "deadlock"
  | "lock_timeout"
  | "outcome_unknown"
  | "value_refused"
  | "query_failed";

/** Who was asked; never holds the password. */
export interface WarehouseTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** What a failure of the driver or the server means to us. */
export interface Fault {
  readonly code: WarehouseErrorCode;
  readonly transient: boolean;
  /** Ends with the next step. */
  detail(target: WarehouseTarget, message: string, driverCode: string): string;
}

export function at({ host, port }: WarehouseTarget): string {
  return `MySQL at ${host}:${port}`;
}
