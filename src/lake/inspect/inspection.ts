import type { CsvDialect, CsvRecordEnd } from "../../feeds/index.ts";
import type { FileFault } from "./file-fault.ts";
import type { FileFormat } from "./file-format.ts";

/** What a look at a file's content found: at all of it, or with `staging: sample` at a part. */
export interface Inspection extends FileFormat, Omit<ContentFindings, "records"> {
  /** How many records there are, not counting the header and blank lines; undefined for a text of which a part was looked at. */
  readonly records: number | undefined;
  readonly feed: string;
  /** As it is read: the feed's, but for a delimiter that the file itself names. */
  readonly csv: CsvDialect;
  /** Of the content, unpacked where it is gzip, hexadecimal; or what stands for it where only a part was read (`etagIdentity`). */
  readonly sha256: string;
  /** Of the stored bytes, where they are gzip: what the ledger holds of files that were read before it held the content's. */
  readonly storedSha256?: string;
}

export interface ContentFindings {
  /** How many records there are, not counting the header and blank lines. Exact if there are no faults. */
  readonly records: number;
  /** CSV whose feed skips them: lines of delimiters and blanks alone, which are no records. @default none */
  readonly emptyRows?: number;
  /** How many lines there are, blank ones included; 0 for Parquet. */
  readonly lines: number;
  /** CSV: lines before the header, which are no part of the data: 1 where the first line is `sep=;`. */
  readonly preambleLines: number;
  /** CSV: the header's names, in order, `""` for a column without one (all of its values are empty). JSON lines: the keys of the first records. Parquet: the columns of the schema. */
  readonly columns: readonly string[];
  /** Those that have a name and that the feed does not ask for. */
  readonly extraColumns: readonly string[];
  /** A quoted value holds a line break, so the file cannot be read line by line. */
  readonly multiline: boolean;
  /** CSV: where a record may end, beside CR LF: at LF, or at a lone CR as well. */
  readonly recordEnd?: CsvRecordEnd;
  /**
   * CSV: each line is a record, without a quote, and the first is the header, so that a reader of whole texts sees what a reader of
   * lines sees. @default false
   */
  readonly plain?: boolean;
  readonly faults: readonly FileFault[];
  /** CSV only, where the file itself names its delimiter. */
  readonly csv?: CsvDialect;
  /** Parquet only: the columns with their types. */
  readonly parquetTypes?: readonly ParquetColumn[];
}

/** The findings on content that cannot be looked into. */
export function unreadable(fault: FileFault): ContentFindings {
  return { records: 0, lines: 0, preambleLines: 0, columns: [], extraColumns: [], multiline: false, faults: [fault] };
}

export interface ParquetColumn {
  readonly name: string;
  /** As in `decimal(12,2)`, `int32`, `string`, `struct<a: int64>`. */
  readonly type: string;
  /** The Spark type to read it as, in DDL; undefined for one that Spark does not read, and for one of NULLs alone. */
  readonly readAs: string | undefined;
}

/** `vanished` and `replaced`: the version that was to be inspected is not there any more. */
export type InspectionOutcome =
  | { readonly kind: "inspected"; readonly inspection: Inspection }
  | { readonly kind: "vanished" }
  | { readonly kind: "replaced" };
