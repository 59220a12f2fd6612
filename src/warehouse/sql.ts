import type { Row } from "./row.ts";

type Scalar = string | number | bigint | boolean | null;

/** What may be bound to a `?`: a scalar, the list of an `IN (?)`, the rows of a `VALUES ?`, the columns of a `SET ?`. */
export type SqlValue = Scalar | readonly Scalar[] | readonly (readonly Scalar[])[] | Readonly<Record<string, Scalar>>;

export interface Changed {
  /** Rows inserted, deleted, or really changed by an update (not merely matched). */
  readonly affectedRows: number;
  readonly insertId: number;
}

/** Where statements run: the pool, one open transaction, or a session of its own. Failures are `WarehouseError`. */
export interface Sql {
  query(statement: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  execute(statement: string, values?: readonly SqlValue[]): Promise<Changed>;
}
