import type { Column } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { call } from "./function-kinds.ts";

/** A date and a time of day; a frame of Spark 4.1 or later has columns of type TIME. */
export interface DateAndTime {
  readonly date: ColumnOrName;
  readonly time: ColumnOrName;
}

export interface ZonedDateAndTime extends DateAndTime {
  /** Of the session if left out. */
  readonly timezone?: ColumnOrName;
}

/** Years, months, days, hours, minutes, seconds (with a fraction). */
type Fields = readonly [
  years: ColumnOrName,
  months: ColumnOrName,
  days: ColumnOrName,
  hours: ColumnOrName,
  mins: ColumnOrName,
  secs: ColumnOrName,
];

/** Of the type that `spark.sql.timestampType` says. */
export const makeTimestamp = ofFieldsOr<ZonedDateAndTime, [...Fields, timezone?: ColumnOrName]>("make_timestamp");
/** NULL where the fields are no timestamp. */
export const tryMakeTimestamp = ofFieldsOr<ZonedDateAndTime, [...Fields, timezone?: ColumnOrName]>(
  "try_make_timestamp",
);
/** Without a time zone. */
export const makeTimestampNtz = ofFieldsOr<DateAndTime, Fields>("make_timestamp_ntz");
export const tryMakeTimestampNtz = ofFieldsOr<DateAndTime, Fields>("try_make_timestamp_ntz");

function ofFieldsOr<Parts extends ZonedDateAndTime, Of extends readonly (ColumnOrName | undefined)[]>(name: string) {
  return (...given: Of | readonly [Parts]): Column => {
    const columns = given.flatMap((part) => (isParts(part) ? [part.date, part.time, part.timezone] : [part]));
    return call(name, columns.filter((column) => column !== undefined).map(toExpression));
  };
}

function isParts(part: ColumnOrName | ZonedDateAndTime | undefined): part is ZonedDateAndTime {
  return typeof part === "object" && "date" in part;
}
