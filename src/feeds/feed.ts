import type { Storage } from "./storage.ts";

/** What a value of a column must look like; see DESIGN's input contract and `src/records/row-faults.ts`. */
export type ColumnKind = "integer" | "money" | "date" | "text" | "flag";

export interface FeedColumn {
  /** Matched exactly. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** A row without this value is rejected. */
  readonly required: boolean;
  /** Characters that the dimension's table holds of a text; a longer one is `out_of_range`, it is not cut. */
  readonly maxLength?: number;
  /** What the table that is there holds, if that is less. */
  readonly storage?: Storage;
}

/** A kind of file that lands below `raw/<name>/`. */
export interface Feed {
  readonly name: string;
  readonly columns: readonly FeedColumn[];
  /** The table that a dimension feed keeps, and its key. Facts have none. */
  readonly dimension?: DimensionTable;
}

export interface DimensionTable {
  readonly table: string;
  readonly key: string;
}

export interface DimensionFeed extends Feed {
  readonly dimension: DimensionTable;
}
