import type { OptionValue } from "./option-value.ts";

/** Spark's JDBC options; others than these are passed on too. */
export type JdbcSource = JdbcOptions & ({ readonly dbtable: string } | { readonly query: string });

export interface JdbcOptions {
  /** `jdbc:mysql://host:3306/database`, as the executors reach it. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  /** The driver's class. @default the one that is registered for the URL */
  readonly driver?: string;
  /** Rows in one round trip when reading. */
  readonly fetchsize?: number;
  /** Rows in one round trip when writing. @default 1000 */
  readonly batchsize?: number;
  /** A numeric, date or timestamp column by which to read in parallel, with `lowerBound`, `upperBound` and `numPartitions`. */
  readonly partitionColumn?: string;
  readonly lowerBound?: string | number | bigint;
  readonly upperBound?: string | number | bigint;
  /** The most connections at a time. */
  readonly numPartitions?: number;
  readonly [option: string]: OptionValue;
}
