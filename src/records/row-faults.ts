import type { ColumnKind, FeedColumn } from "../feeds/index.ts";
import { btrim, type Column, length, lit, when } from "../spark-connect/index.ts";
import { isStorable } from "./storable.ts";
import { WHITESPACE } from "./whitespace.ts";

/** Ids and quantities: MySQL's and Spark's INT, from 1. */
const LARGEST_INTEGER = 2147483647;
/** The first day of the Gregorian calendar: JDBC's dates follow another one before it, and would come out as other days. */
const EARLIEST_DATE = "1582-10-15";

const MONEY = "[+-]?([0-9]+([.][0-9]{1,2})?|[.][0-9]{1,2})";

/** How text becomes a value of a kind. White space around it does not count. */
interface Kind {
  /** Text that may be a value; NULL where it surely is none. */
  readonly cast: (text: Column) => Column;
  /** Whether text that was cast is written as a value must be, for casts that take more than that. */
  readonly isWellFormed?: (text: Column, cast: Column) => Column;
  /** Whether the kind holds a value. */
  readonly holds: (value: Column, column: FeedColumn) => Column;
  /** A regular expression for text that is a number, even if it is too large to be cast. */
  readonly number?: string;
}

// try_cast skips white space and follows ANSI: 1e3 or 2.0 is no integer. It rounds money and completes dates, so their form is
// looked at too: how most are written first, because that is the cheapest, then every other form.
const KINDS: Readonly<Record<ColumnKind, Kind>> = {
  integer: {
    cast: (text) => text.tryCast("bigint"),
    holds: (value, { signed = false }) =>
      signed
        ? value.between(1, LARGEST_INTEGER).or(value.between(-LARGEST_INTEGER, -1))
        : value.between(1, LARGEST_INTEGER),
    number: "[+-]?[0-9]+",
  },
  money: {
    cast: (text) => text.tryCast("decimal(18,2)"),
    isWellFormed: (text, cast) =>
      cast
        .cast("string")
        .eq(text)
        .or(text.rlike(spaced(MONEY))),
    holds: (value, { signed = false }) => (signed ? lit(true) : value.geq(0)),
    number: "[+-]?[0-9]+([.][0-9]{1,2})?",
  },
  date: {
    cast: (text) => text.tryCast("date"),
    isWellFormed: (text, cast) => text.rlike("^[0-9]{4}-[0-9]{2}-[0-9]{2}$").or(cast.cast("string").eq(trim(text))),
    holds: (value) => value.geq(lit(EARLIEST_DATE).cast("date")),
  },
  text: {
    // The reader has trimmed most of them, and looking for more white space than there is costs much.
    cast: (text) => when(beginsAndEndsVisibly(text), text).otherwise(nonBlank(trim(text))),
    holds: (value, { maxLength }) => (maxLength === undefined ? lit(true) : length(value).leq(maxLength)),
  },
  flag: {
    cast: (text) => when(trim(text).isin("Y", "N"), trim(text)),
    holds: () => lit(true),
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

/** What casting makes of text: a projection of its own, because `valueOfText` looks at it more than once. */
export function castText({ kind }: FeedColumn, text: Column): Column {
  return KINDS[kind].cast(text);
}

/** The value that text stands for, or NULL if it is blank or is not written as it must be. */
export function valueOfText({ kind }: FeedColumn, text: Column, cast: Column): Column {
  const { isWellFormed } = KINDS[kind];
  return isWellFormed === undefined ? cast : when(isWellFormed(text, cast), cast);
}

/** The value, or NULL where its fault does not reject the row. */
export function heldValue(column: FeedColumn, value: Column): Column {
  return column.nullIfFaulty === true ? when(isHeld(column, value), value) : value;
}

/** Whether a value has no fault that rejects its row; never NULL. Says the same as `valueFault`, with less work for values that have none. */
export function isFaultless(column: FeedColumn, text: Column, value: Column): Column {
  if (column.nullIfFaulty === true) return lit(true);
  const inRange = value.isNotNull().and(isHeld(column, value));
  const held = column.expected === undefined ? inRange : inRange.and(isExpected(value, column.expected));
  return isRequired(column) ? held : held.or(value.isNull().and(isBlank(text)));
}

/** The fault of a value as `code:column`, or NULL. */
export function valueFault(column: FeedColumn, text: Column, value: Column): Column {
  const { number } = KINDS[column.kind];
  const fault = (code: string) => lit(`${code}:${column.name}`);
  const refused = when(isBlank(text), isRequired(column) ? fault("missing") : lit(null).cast("string"));
  const tooLarge = number === undefined ? refused : refused.when(text.rlike(spaced(number)), fault("out_of_range"));
  const valueFaults = when(value.isNull(), tooLarge.otherwise(fault("malformed"))).when(
    isHeld(column, value).not(),
    fault("out_of_range"),
  );
  if (column.expected === undefined) return valueFaults;
  return valueFaults.when(isExpected(value, column.expected).not(), fault("unexpected"));
}

function isExpected(value: Column, expected: string): Column {
  return value.cast("string").eq(expected);
}

/** Whether a value is one that the kind knows, and that the table holds. */
function isHeld(column: FeedColumn, value: Column): Column {
  const held = KINDS[column.kind].holds(value, column);
  const storable = isStorable(column, value);
  return storable === undefined ? held : held.and(storable);
}

function isRequired({ required, storage }: FeedColumn): boolean {
  return required || storage?.required === true;
}

export function isBlank(text: Column): Column {
  return text.isNull().or(text.rlike(spaced("")));
}

function trim(text: Column): Column {
  return btrim(text, lit(WHITESPACE));
}

function nonBlank(trimmed: Column): Column {
  return when(trimmed.ne(""), trimmed);
}

export function spaced(pattern: string): string {
  return `^[${WHITESPACE}]*${pattern}[${WHITESPACE}]*$`;
}

/** '!' is the first character that can be seen. */
function beginsAndEndsVisibly(text: Column): Column {
  return [...WHITESPACE].reduce((visible, blank) => visible.and(text.endsWith(blank).not()), text.geq("!"));
}
