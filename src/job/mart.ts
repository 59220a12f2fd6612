import { type DimensionFeed, MONTH, type Rules } from "../feeds/index.ts";
import type { DataFrame } from "../spark-connect/index.ts";
import type { MartView } from "./mart-view.ts";

/** Columns with their MySQL types: `{ store_id: "INT" }`. */
export type ColumnTypes = Readonly<Record<string, string>>;

export { MONTH, type Rules };

/** How a value comes of that of the present facts and that of those which come to them, exactly. */
export type Fold = "sum" | "min" | "max";

/**
 * A data mart: one table in MySQL, computed by Spark from all facts that count, month by month.
 *
 * Everything else follows from this value: its table and load table, the checks before the commit, its partitions in S3, what
 * `plan`, `report` and `doctor` say of it.
 */
export interface Mart {
  /** The table, and where it is partitioned the folder below `processed/`. */
  readonly name: string;
  /** The primary key; `sales_month` is one of its columns. */
  readonly key: ColumnTypes;
  /** What it holds besides the key: what `plan` computes, and what is derived from it. Never NULL. */
  readonly values: ColumnTypes;
  /** What it shows of dimensions, as they are today, in every month: the engine joins them and keeps them up to date. @default none */
  readonly shows?: readonly ShownColumns[];
  /** What must agree with the ledger, month by month, before anything is committed. */
  readonly balance: Balance;
  /** Key columns, `sales_month` among them, by which it is also Parquet in S3, one object for each combination. Left out, it is not. */
  readonly partitionBy?: readonly [string, ...string[]];
  /** The order of the rows within a partition's object. @default by key */
  readonly orderInPartition?: readonly string[];
  /** Views beside it, each with its SELECT. @default none */
  readonly views?: Readonly<Record<string, string>>;
  /** A money column whose changes in months that had been computed before are told to people. */
  readonly watch?: WatchedColumn;
  /** What the page of a run shows of it. @default nothing */
  readonly report?: readonly MartView[];
  /** From accepted facts, with `sales_month`, to rows of key and values, without the derived ones. Lazy: it builds a plan. */
  readonly plan: (facts: DataFrame, rules: Rules) => DataFrame;
  /**
   * By value, how it folds. Where each value folds or is derived, a month that only gains facts is made of the mart's present rows
   * and the new facts; otherwise of all of its facts.
   */
  readonly folds?: Readonly<Record<string, Fold>>;
  /** Values that are made of others, also of those of other rows, such as ranks. */
  readonly derived?: DerivedValues;
}

export interface DerivedValues {
  readonly columns: readonly string[];
  /** From rows of key and the other values to the same rows with these; nothing of a row may depend on another month's. */
  readonly from: (rows: DataFrame, rules: Rules) => DataFrame;
}

/** Columns of a dimension that a mart shows. */
export interface ShownColumns {
  readonly dimension: DimensionFeed;
  /** The mart's key column by which a row of the dimension is found. Where there is none, the columns are NULL. */
  readonly on: string;
  /**
   * The dimension's column whose value `on` holds; texts are compared byte by byte. Of several rows with one value that with the
   * lowest key is shown. @default the dimension's key
   */
  readonly by?: string;
  /** By the mart's name for the column: its MySQL type, and an expression over the dimension's columns that Spark and MySQL both read. */
  readonly columns: Readonly<Record<string, { readonly type: string; readonly from: string }>>;
}

export interface Balance {
  /** The column whose sum is the sum of the facts' amounts. */
  readonly amount: string;
  /** The column whose sum is the number of facts, if there is one. */
  readonly count?: string;
}

export interface WatchedColumn {
  readonly column: string;
  /** The key column of whom it belongs to. */
  readonly of: string;
  /** Whose value it is and where, for people: `Ann Lee (person 7) in store 121 for 2023-03`. */
  readonly tell: (row: Readonly<Record<string, string | number | null>>) => string;
}

/** What the mart shows of dimensions, none where its declaration does not say. */
export function shownColumns({ shows = [] }: Pick<Mart, "shows">): readonly ShownColumns[] {
  return shows;
}

/** The columns of the dimensions that the mart shows, with their types. */
export function shownTypes(mart: Mart): ColumnTypes {
  return Object.fromEntries(
    shownColumns(mart).flatMap(({ columns }) => Object.entries(columns).map(([name, { type }]) => [name, type])),
  );
}

/** All columns of a mart's rows with their types: its key, what it shows, its values. */
export function columnTypes(mart: Mart): ColumnTypes {
  return { ...mart.key, ...shownTypes(mart), ...mart.values };
}
