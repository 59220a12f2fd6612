/** What the files of one feed have to look like. */
export interface FeedContract {
  readonly feed: string;
  /** Of the last part of the key. */
  readonly namePattern: RegExp;
  readonly columns: readonly ContractColumn[];
  readonly csv: CsvDialect;
}

export interface ContractColumn {
  /** Matched exactly. */
  readonly name: string;
  readonly kind: ColumnKind;
}

export type ColumnKind = "integer" | "money" | "date" | "text" | "flag";

/** RFC 4180 with the characters of the feed; a quote in a quoted value is doubled. */
export interface CsvDialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** One ASCII character. */
  readonly quote: string;
  readonly encoding: "UTF-8" | "ISO-8859-1";
}
