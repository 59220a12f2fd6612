import type { CsvDialect, CsvRecordEnd } from "../feeds/index.ts";

/** A landed file as Spark reads it: what validation learnt of it, and nothing of where it came from. */
export interface SourceFile {
  readonly fileId: number;
  readonly sizeBytes: number;
  /** The path for a reader: `s3a://…` or `file://…`, with Hadoop's glob characters escaped. */
  readonly loadPath: string;
  /** The same path as `input_file_name()` reports it for each row. */
  readonly reportedPath: string;
  readonly format: "csv" | "jsonl" | "parquet";
  /** Header names in the file's order, "" for a column without one (CSV), or the columns of the schema (Parquet). */
  readonly columns: readonly string[];
  /** Parquet: the columns of the schema with the Spark type to read each as, in DDL; undefined for one that is not to be read. */
  readonly columnTypes: ReadonlyMap<string, string | undefined>;
  /** Nobody has looked at all of its text: records in which something may be wrong with the file are told from others. */
  readonly sampled: boolean;
  /** A quoted value holds a line break, so the file cannot be split at lines. */
  readonly multiline: boolean;
  readonly recordEnd: CsvRecordEnd;
  /** CSV: each line is a record, without a quote, and the first is the header: line by line or as one text, Spark reads the same. */
  readonly plain: boolean;
  /** CSV: lines before the header, 0 or 1. */
  readonly preambleLines: number;
  readonly csv: CsvDialect;
  /** Values by column that the folders of the file's key say its rows have; null for none. */
  readonly folders: ReadonlyMap<string, string | null>;
}
