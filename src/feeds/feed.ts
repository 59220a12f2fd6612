import type { CsvDialect } from "./csv-dialect.ts";
import type { Storage } from "./storage.ts";

/** What a value of a column must look like; see DESIGN's input contract and `src/records/row-faults.ts`. */
export type ColumnKind = "integer" | "money" | "date" | "text" | "flag";

export interface FeedColumn {
  /** Matched exactly. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** A row without this value is rejected. */
  readonly required: boolean;
  /** A file need not have it, as files of before it was declared do not: its rows have no value then. Not of a required one. @default false */
  readonly mayLack?: boolean;
  /** Characters that the dimension's table holds of a text; a longer one is `out_of_range`, it is not cut. */
  readonly maxLength?: number;
  /** It holds keys of a dimension. */
  readonly references?: Reference;
  /** What the table that is there holds, if that is less. */
  readonly storage?: Storage;
  /** Numbers below zero are values, too. */
  readonly signed?: boolean;
  /** How a text writes its decimals, if not with a point. */
  readonly decimalSign?: ",";
  /** How a text may write a date, beside yyyy-MM-dd. */
  readonly dateFormats?: readonly string[];
  /** A value with a fault is none, instead of rejecting its row. */
  readonly nullIfFaulty?: boolean;
  /** The one value that the column may hold, as the text of it. */
  readonly expected?: string;
}

export interface Reference {
  readonly dimension: DimensionFeed;
  /** What warnings and reasons call it: `unknown_reference:<as>`. */
  readonly as: string;
}

/** A kind of file that lands below `raw/<name>/`. */
export interface Feed {
  readonly name: string;
  /** What the names of its files begin with. @default its name */
  readonly fileName?: string;
  /** How its CSV files are written where the settings do not say. @default RFC 4180, comma, UTF-8, `\N` for no value */
  readonly csv?: Partial<CsvDialect>;
  readonly columns: readonly FeedColumn[];
  /** Columns that rules look at, and that are additional ones otherwise. A file may lack those that are not required. */
  readonly watched?: readonly FeedColumn[];
}

export interface DimensionTable {
  readonly table: string;
  readonly key: string;
}

export interface DimensionFeed extends Feed {
  readonly dimension: DimensionTable;
}
