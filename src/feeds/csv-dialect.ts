/** RFC 4180 with the characters of the feed; a quote in a quoted value is doubled. */
export interface CsvDialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** One ASCII character. */
  readonly quote: string;
  readonly encoding: "UTF-8" | "ISO-8859-1" | "windows-1252";
  /** Values that stand for no value, as MySQL's `\N`. */
  readonly nullValues: readonly string[];
  /** What becomes of lines of delimiters and blanks alone, as spreadsheets leave them at the end. @default "reject": they are records */
  readonly emptyRows?: "reject" | "skip";
}

/** Where records of a file end, beside CR LF. */
export type CsvRecordEnd = "\n" | "\r";
