import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import {
  binary,
  call,
  nullary,
  optionalValue,
  ternary,
  unary,
  unaryWithOption,
  variadic,
  withOptionalValue,
  withValue,
} from "./function-kinds.ts";

// Formats are Spark's datetime patterns, such as `yyyy-MM-dd`.

/** An error where the text is no date (ANSI mode). */
export const toDate = withOptionalValue<string>("to_date");
/** NULL where the text is no date. */
export const tryToDate = withOptionalValue<string>("try_to_date");
/** An error where the text is no timestamp (ANSI mode). */
export const toTimestamp = withOptionalValue<string>("to_timestamp");
export const dateFormat = withValue<string>("date_format");
/** The first day of the date's `year`, `quarter`, `month` or `week`. */
export const trunc = withValue<string>("trunc");
export const year = unary("year");
export const quarter = unary("quarter");
export const month = unary("month");
export const weekofyear = unary("weekofyear");
export const dayofyear = unary("dayofyear");
export const dayofmonth = unary("dayofmonth");
/** 1 is Sunday. */
export const dayofweek = unary("dayofweek");
export const hour = unary("hour");
export const minute = unary("minute");
export const second = unary("second");
/** The last day of the date's month. */
export const lastDay = unary("last_day");
export const makeDate = ternary("make_date");
/** The days from the second date to the first. */
export const datediff = binary("datediff");
export const dateDiff = binary("date_diff");
/** The same for all rows of a query. */
export const currentDate = nullary("current_date");
/** The same for all rows of a query. */
export const currentTimestamp = nullary("current_timestamp");
export const dateAdd = withDays("date_add");
export const dateadd = withDays("dateadd");
export const dateSub = withDays("date_sub");
export const addMonths = withDays("add_months");

/** NULL where the text is no timestamp. The format is a column, as in PySpark. */
export function tryToTimestamp(column: ColumnOrName, format?: ColumnOrName): Column {
  return call("try_to_timestamp", (format === undefined ? [column] : [column, format]).map(toExpression));
}

/** The timestamp cut to a unit: `year`, `month`, `day`, `hour`, … */
export function dateTrunc(unit: string, timestamp: ColumnOrName): Column {
  return call("date_trunc", [expressionOf(unit), toExpression(timestamp)]);
}

function withDays(name: string): (start: ColumnOrName, amount: ColumnOrName | number) => Column {
  return (start, amount) =>
    call(name, [toExpression(start), typeof amount === "number" ? expressionOf(amount) : toExpression(amount)]);
}

export const curdate = nullary("curdate");
export const currentTimezone = nullary("current_timezone");
export const dateFromUnixDate = unary("date_from_unix_date");
export const datePart = binary("date_part");
export const datepart = binary("datepart");
export const day = unary("day");
export const dayname = unary("dayname");
export const extract = binary("extract");
export const localtimestamp = nullary("localtimestamp");
export const makeTime = ternary("make_time");
export const makeTimestampLtz = variadic("make_timestamp_ltz");
export const monthname = unary("monthname");
export const now = nullary("now");
/** @param precision digits of the fraction of a second, 0 to 6. @default 6 */
export function currentTime(precision?: number): Column {
  return call("current_time", optionalValue(precision));
}

export const timeDiff = ternary("time_diff");
export const timeTrunc = binary("time_trunc");
export const timestampMicros = unary("timestamp_micros");
export const timestampMillis = unary("timestamp_millis");
export const timestampSeconds = unary("timestamp_seconds");
export const toTime = unaryWithOption("to_time");
export const toTimestampLtz = unaryWithOption("to_timestamp_ltz");
export const toTimestampNtz = unaryWithOption("to_timestamp_ntz");
export const toUnixTimestamp = unaryWithOption("to_unix_timestamp");
export const tryMakeTimestampLtz = variadic("try_make_timestamp_ltz");
export const tryToTime = unaryWithOption("try_to_time");
export const unixDate = unary("unix_date");
export const unixMicros = unary("unix_micros");
export const unixMillis = unary("unix_millis");
export const unixSeconds = unary("unix_seconds");
export const weekday = unary("weekday");
export const windowTime = unary("window_time");

/** The wall clock of a zone for a timestamp that is the wall clock of UTC. */
export const fromUtcTimestamp = withValue<Column | string>("from_utc_timestamp");
/** The wall clock of UTC for a timestamp that is the wall clock of a zone. */
export const toUtcTimestamp = withValue<Column | string>("to_utc_timestamp");
/** The next date after this one that is such a day: `Mon`, `Tue`, … */
export const nextDay = withValue<string>("next_day");

/** Rounded to eight digits unless told otherwise. */
export function monthsBetween(later: ColumnOrName, earlier: ColumnOrName, roundOff = true): Column {
  return call("months_between", [toExpression(later), toExpression(earlier), expressionOf(roundOff)]);
}

/**
 * The wall clock of another time zone for a TIMESTAMP_NTZ, which is the wall clock of the source's.
 *
 * @param source null, or left out: the session's time zone
 */
export function convertTimezone(target: ColumnOrName, timestamp: ColumnOrName): Column;
export function convertTimezone(source: ColumnOrName | null, target: ColumnOrName, timestamp: ColumnOrName): Column;
export function convertTimezone(...columns: readonly (ColumnOrName | null)[]): Column {
  return call("convert_timezone", columns.filter((column) => column !== null).map(toExpression));
}

/** Seconds since 1970 as text. */
export function fromUnixtime(seconds: ColumnOrName, format = "yyyy-MM-dd HH:mm:ss"): Column {
  return call("from_unixtime", [toExpression(seconds), expressionOf(format)]);
}

/** Seconds since 1970 of a text, or of now. */
export function unixTimestamp(text?: ColumnOrName, format = "yyyy-MM-dd HH:mm:ss"): Column {
  return call("unix_timestamp", text === undefined ? [] : [toExpression(text), expressionOf(format)]);
}

/**
 * The timestamp plus a number of units.
 *
 * @param unit `YEAR`, `MONTH`, `DAY`, `HOUR`, …
 */
export function timestampAdd(unit: string, quantity: ColumnOrName, timestamp: ColumnOrName): Column {
  return call("timestampadd", [expressionOf(unit), toExpression(quantity), toExpression(timestamp)]);
}

/** Whole units from the first to the second. @param unit `YEAR`, `MONTH`, `DAY`, `HOUR`, … */
export function timestampDiff(unit: string, start: ColumnOrName, end: ColumnOrName): Column {
  return call("timestampdiff", [expressionOf(unit), toExpression(start), toExpression(end)]);
}

/** Windows of time for grouping, such as `10 minutes`; with `slide` they overlap. */
export function window(time: ColumnOrName, duration: string, slide?: string, start?: string): Column {
  const shift = start === undefined ? [] : [start];
  const options = slide === undefined && start !== undefined ? [duration, ...shift] : [slide, ...shift];
  const texts = [duration, ...options].filter((option) => option !== undefined);
  return call("window", [toExpression(time), ...texts.map(expressionOf)]);
}

/** Windows that end after a gap without rows. */
export function sessionWindow(time: ColumnOrName, gap: Column | string): Column {
  return call("session_window", [toExpression(time), expressionOf(gap)]);
}
