import { btrim, type Column, col, length, lit, substring, when } from "../../src/spark-connect/index.ts";
import type { ColumnKind, FeedColumn } from "./feeds.ts";
import { WHITESPACE } from "./whitespace.ts";

/** Ids and quantities: MySQL's and Spark's INT, from 1. */
const LARGEST_INTEGER = 2147483647;
/** The first day of the Gregorian calendar: JDBC's dates follow another one before it, and would come out as other days. */
const EARLIEST_DATE = "1582-10-15";

/** Years as Spark prints them, so that a date of Parquet before year 0 or after 9999 is one that no column holds. */
const ISO_DATE = "(-?[0-9]{4}|[+-][1-9][0-9]{4,6})-[0-9]{2}-[0-9]{2}";

/** How text becomes a value of a kind: `text` is as it was written, `trimmed` is it without the white space around it. */
interface Kind {
  /** NULL for blank text and for text that is none of the kind. */
  readonly parse: (text: Column) => Column;
  /** Whether the kind holds a value that `parse` returned. */
  readonly holds: (value: Column, column: FeedColumn) => Column;
  /** Whether text that `parse` refused is of the right form, only beyond what the type holds. */
  readonly tooLarge: (trimmed: Column) => Column;
}

// try_cast skips white space and follows ANSI: 1e3 or 2.0 is no integer. It would round money and complete a date, so
// these are checked as text first.
const KINDS: Readonly<Record<ColumnKind, Kind>> = {
  integer: {
    parse: (text) => text.tryCast("bigint"),
    holds: (value) => value.between(1, LARGEST_INTEGER),
    tooLarge: (trimmed) => trimmed.rlike("^[+-]?[0-9]+$"),
  },
  money: {
    parse: (text) =>
      when(text.rlike(spaced("[+-]?([0-9]+([.][0-9]{1,2})?|[.][0-9]{1,2})")), text.tryCast("decimal(18,2)")),
    holds: (value) => value.geq(0),
    tooLarge: (trimmed) => trimmed.rlike("^[+-]?[0-9]+([.][0-9]{1,2})?$"),
  },
  date: {
    parse: (text) => when(text.rlike(spaced(ISO_DATE)), text.tryCast("date")),
    holds: (value) => value.geq(lit(EARLIEST_DATE).cast("date")),
    tooLarge: () => lit(false),
  },
  text: {
    // The reader has trimmed most of them, and looking for more white space than there is costs much.
    parse: (text) => when(beginsAndEndsVisibly(text), text).otherwise(nonBlank(trim(text))),
    holds: (value, { maxLength }) => (maxLength === undefined ? lit(true) : length(value).leq(maxLength)),
    tooLarge: () => lit(false),
  },
  flag: {
    parse: (text) => when(trim(text).isin("Y", "N"), trim(text)),
    holds: () => lit(true),
    tooLarge: () => lit(false),
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

export function parsedValue({ name, kind }: FeedColumn): Column {
  return KINDS[kind].parse(col(name));
}

/** True if the value is surely no fault. Cheap, unlike `valueFault`, which has the last word where this is false or NULL. */
export function isSoundValue(column: FeedColumn): Column {
  const value = valueColumn(column.name);
  const held = value.isNotNull().and(KINDS[column.kind].holds(value, column));
  return column.required ? held : col(column.name).isNull().or(held);
}

/** The fault of one value, written as `text`, as `code:column`, or NULL. */
export function valueFault(column: FeedColumn, text: Column): Column {
  const { holds, tooLarge } = KINDS[column.kind];
  const value = valueColumn(column.name);
  const trimmed = trim(text);
  return when(nonBlank(trimmed).isNull(), column.required ? lit(`missing:${column.name}`) : lit(null).cast("string"))
    .when(value.isNull().and(tooLarge(trimmed)), lit(`out_of_range:${column.name}`))
    .when(value.isNull(), lit(`malformed:${column.name}`))
    .when(holds(value, column).not(), lit(`out_of_range:${column.name}`));
}

function trim(text: Column): Column {
  return btrim(text, lit(WHITESPACE));
}

function nonBlank(trimmed: Column): Column {
  return when(trimmed.ne(""), trimmed);
}

function spaced(pattern: string): string {
  return `^[${WHITESPACE}]*${pattern}[${WHITESPACE}]*$`;
}

/** Blank text does neither: '' sorts before a blank. */
function beginsAndEndsVisibly(text: Column): Column {
  return substring(text, 1, 1)
    .gt(" ")
    .and(substring(text, -1, 1).gt(" "));
}
