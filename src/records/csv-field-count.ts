import { type Column, coalesce, col, concat, fromCsv, lit } from "../spark-connect/index.ts";
import { type CsvLayout, namedWidth } from "./csv-layouts.ts";
import { dialectOf, fieldAt, UNPARSED } from "./csv-rows.ts";

/** Put behind a record's text, to see in which field it is found. */
const END_OF_RECORD = "the end of the record";

/**
 * Whether a record has more fields than its header, or fewer than are named: spreadsheets leave empty fields at the end of a line
 * away where none of the next lines has a value there.
 */
export function hasWrongFieldCount([first]: CsvLayout): Column {
  const unparsed = col(UNPARSED);
  const [named, width] = [namedWidth(first), first.columns.length];
  if (named === width) return unparsed.isNotNull();
  const fields = Array.from({ length: width + 1 }, (_, position) => fieldAt(position));
  const parsed = fromCsv(
    concat(unparsed, lit(`${first.csv.delimiter}${END_OF_RECORD}`)),
    fields.map((name) => `${name} STRING`).join(", "),
    { ...dialectOf(first), ignoreLeadingWhiteSpace: "true", ignoreTrailingWhiteSpace: "true" },
  );
  const endsInNameless = fields
    .slice(named, width)
    .map((name) => coalesce(parsed.getField(name).eq(END_OF_RECORD), lit(false)))
    .reduce((either, other) => either.or(other));
  return unparsed.isNotNull().and(endsInNameless.not());
}
