import type { Column, DataFrame } from "../spark-connect/index.ts";

/** The column of the line that a record was written as, where the reader gives it. */
export const LINE = "_line";

/** The records of a group of files that one reader can take, as they were written. */
export interface RecordFrame {
  /**
   * Each of the feed's columns and of those that it watches as STRING, NULL where the files lack it; `additional_columns`, the other columns as JSON text or NULL; `record_number`, from 1
   * and only of Parquet; `record_fault`, why it is no record at all or NULL; `file_path`; and what `rawRecord` is made of.
   */
  readonly frame: DataFrame;
  /** Money has a point, however the feed writes it: the format has numbers of its own. */
  readonly exactMoney: boolean;
  /** The text of the record. An expression and no column, so that Spark computes it for rejected rows alone. */
  readonly rawRecord: Column;
}
