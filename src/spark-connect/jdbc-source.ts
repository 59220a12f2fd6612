import { describeValue } from "./describe-value.ts";
import type { OptionValue } from "./option-value.ts";

/** Spark's JDBC options; others than these are passed on too. */
export type JdbcSource = JdbcOptions & ({ readonly dbtable: string } | { readonly query: string });

/** Where a database is, and Spark's options of JDBC. */
export interface JdbcOptions extends JdbcProperties {
  /** `jdbc:mysql://host:3306/database`, as the executors reach it. */
  readonly url: string;
}

/** What a connection to another database is told beside its address. */
export interface JdbcProperties {
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

/** The options of `jdbc(source)` or `jdbc(url, table, properties)`. @throws TypeError if the table is missing */
export function jdbcOptions(
  source: JdbcOptions | string,
  table: unknown,
  properties: JdbcProperties = {},
): Readonly<Record<string, OptionValue>> {
  if (typeof source !== "string") return source;
  if (typeof table === "string") return { ...properties, url: source, dbtable: table };
  throw new TypeError(
    `jdbc(url, table, properties): expected the name of a table, got ${describeValue(table)}. For a query use jdbc({ url, query }).`,
  );
}
