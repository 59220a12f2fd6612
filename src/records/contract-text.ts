import { type FeedColumn, parseDateFormat } from "../feeds/index.ts";
import { type Column, concat, greatest, least, lit, regexpReplace, translate, when } from "../spark-connect/index.ts";
import { isBlank, spaced } from "./row-faults.ts";

/** Stands before a text that is no value, so that it is none in the contract's form either. */
const NO_VALUE = "?";

/**
 * A text as the contract writes its values, of a column that may be written otherwise; undefined for one that may not. What is
 * not written as the column's form says becomes malformed, also where the contract would take it: of `1.234` and of a date
 * that two formats read as two days nobody knows what is meant.
 */
export function contractText(column: FeedColumn, text: Column): Column | undefined {
  const { kind, decimalSign, dateFormats } = column;
  if (kind === "money" && decimalSign !== undefined) return withPoint(text);
  return kind === "date" && dateFormats !== undefined ? isoDay(text, dateFormats) : undefined;
}

/** `12,50` as `12.50`; a point becomes a comma, which no number has. */
export function withPoint(text: Column): Column {
  return translate(text, ",.", ".,");
}

function isoDay(text: Column, formats: readonly string[]): Column {
  const days = ["yyyy-MM-dd", ...formats].map((format) => isoText(text, format).tryCast("date"));
  const day = when(least(...days).eq(greatest(...days)), least(...days));
  return when(day.isNotNull(), day.cast("string"))
    .when(isBlank(text), text)
    .otherwise(concat(lit(NO_VALUE), text));
}

/** The text as yyyy-MM-dd if it has the format, else NULL. */
function isoText(text: Column, format: string): Column {
  const parsed = parseDateFormat(format);
  if (parsed === undefined) throw new RangeError(`${format} is no format of dates.`);
  const { pattern, replacement, mayBeShort } = parsed;
  const whole = spaced(pattern);
  const day = regexpReplace(text, lit(whole), lit(replacement));
  return when(text.rlike(whole), mayBeShort ? regexpReplace(day, lit("-0([0-9]{2})"), lit("-$1")) : day);
}
