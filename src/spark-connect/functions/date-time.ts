import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { binary, call, nullary, ternary, unary, withOptionalValue, withValue } from "./function-kinds.ts";

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
/** The same for all rows of a query. */
export const currentDate = nullary("current_date");
/** The same for all rows of a query. */
export const currentTimestamp = nullary("current_timestamp");
export const dateAdd = withDays("date_add");
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
