import type { Feed } from "../feeds/index.ts";
import { array, type Column, coalesce, col, concat, lit, slice, when } from "../spark-connect/index.ts";
import { recordColumns } from "./record-columns.ts";

/**
 * The column of what is to be said of few rows; NULL for the others. One array of text, because to write a column that is
 * NULL costs each sound row time.
 */
export const FINDINGS = "findings";

/** What is kept of a rejected record. */
interface RejectedRecord {
  /** Why it is no record at all, or NULL. */
  readonly fault: Column;
  readonly rawRecord: Column;
  /** BIGINT, from 1, or NULL where the reader does not number them. */
  readonly recordNumber: Column;
  /** The text of each of `recordColumns`, in their order, as the contract writes it. */
  readonly texts: readonly Column[];
}

/** The names of the dimensions that do not hold what the row refers to, joined by commas, or NULL. */
export const UNKNOWN_REFERENCES: Column = finding(0);

/** The findings of a rejected row. */
export function rejectedRecord({ fault, rawRecord, recordNumber, texts }: RejectedRecord): Column {
  return array(lit(null).cast("string"), fault, rawRecord, recordNumber.cast("string"), ...texts);
}

/** What `rejectedRecord` put in, each NULL in rows without findings. Of rejected rows only: others have fewer. */
export function rejectedRecordOf(feed: Feed): RejectedRecord {
  return {
    fault: rejectedRecordFault(),
    rawRecord: finding(2),
    recordNumber: finding(3).cast("bigint"),
    texts: recordColumns(feed).map((_, position) => finding(4 + position)),
  };
}

/** Why a rejected row is no record at all, or NULL. */
export function rejectedRecordFault(): Column {
  return finding(1);
}

/** The findings of the row, with its unknown references. */
export function withUnknown(names: Column): Column {
  const others = slice(col(FINDINGS), 2, 1_000);
  return concat(array(names), coalesce(others, array().cast("array<string>")));
}

function finding(position: number): Column {
  return col(FINDINGS).getItem(position);
}

/** The text that a rejected row has of one of the feed's columns; NULL where it is no record at all. */
export function rejectedText(feed: Feed, name: string): Column {
  const { fault, texts } = rejectedRecordOf(feed);
  const text = texts[feed.columns.findIndex((column) => column.name === name)];
  if (text === undefined) throw new Error(`The feed ${feed.name} has no column ${name}.`);
  return when(fault.isNull(), text);
}
