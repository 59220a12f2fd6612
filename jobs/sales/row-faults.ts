import { type Column, col, length, lit, when } from "../../src/spark-connect/index.ts";
import type { ColumnKind, FeedColumn } from "./feeds.ts";

/** Ids and quantities: MySQL's and Spark's INT, from 1. */
const LARGEST_INTEGER = 2147483647;
/** The first day of the Gregorian calendar: JDBC's dates follow another one before it, and would come out as other days. */
const EARLIEST_DATE = "1582-10-15";

/** How text becomes a value of a kind. `text` is trimmed; `value` is NULL where the text is not of the kind. */
interface Parser {
  readonly parse: (text: Column) => Column;
  /** Text of the right form whose value the kind does not hold. Looked at only where `value` is NULL or suspicious. */
  readonly outOfRange: (text: Column, value: Column, column: FeedColumn) => Column;
}

// try_cast follows ANSI: 1e3 or 2.0 is no integer. It would round money and complete a date, so these are checked as text.
const PARSERS: Readonly<Record<ColumnKind, Parser>> = {
  integer: {
    parse: (text) => text.tryCast("bigint"),
    outOfRange: (text, value) =>
      value.isNull().and(text.rlike("^[+-]?[0-9]+$")).or(value.lt(1)).or(value.gt(LARGEST_INTEGER)),
  },
  money: {
    parse: (text) => when(text.rlike("^[+-]?([0-9]+([.][0-9]{1,2})?|[.][0-9]{1,2})$"), text.tryCast("decimal(18,2)")),
    outOfRange: (text, value) => value.isNull().and(text.rlike("^[+-]?[0-9]+([.][0-9]{1,2})?$")).or(value.lt(0)),
  },
  date: {
    parse: (text) => when(text.tryCast("date").cast("string").eq(text), text.tryCast("date")),
    outOfRange: (_text, value) => value.lt(lit(EARLIEST_DATE).cast("date")),
  },
  text: {
    parse: (text) => text,
    outOfRange: (text, _value, { maxLength }) => (maxLength === undefined ? lit(false) : length(text).gt(maxLength)),
  },
  flag: {
    parse: (text) => when(text.isin("Y", "N"), text),
    outOfRange: () => lit(false),
  },
};

/** The Spark type of an accepted value. */
export const VALUE_TYPES: Readonly<Record<ColumnKind, string>> = {
  integer: "int",
  money: "decimal(18,2)",
  date: "date",
  text: "string",
  flag: "string",
};

/** The column that holds the value while the row is judged; the column of the plain name holds the text. */
export function valueColumn(name: string): Column {
  return col(`${name}_value`);
}

export function parsedValue(column: FeedColumn): Column {
  return PARSERS[column.kind].parse(col(column.name));
}

/** The fault of one value as `code:column`, or NULL. */
export function valueFault(column: FeedColumn): Column {
  const text = col(column.name);
  const value = valueColumn(column.name);
  const blank = text.isNull().or(text.eq(""));
  return when(blank, column.required ? lit(`missing:${column.name}`) : lit(null).cast("string"))
    .when(PARSERS[column.kind].outOfRange(text, value, column), lit(`out_of_range:${column.name}`))
    .when(value.isNull(), lit(`malformed:${column.name}`));
}
