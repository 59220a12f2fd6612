import type { Feed } from "../feeds/index.ts";
import {
  array,
  arrayCompact,
  broadcast,
  type Column,
  coalesce,
  col,
  type DataFrame,
  get,
  lit,
  mapFromEntries,
  nullif,
  type SparkSession,
  struct,
  toJson,
  when,
  zipWith,
} from "../spark-connect/index.ts";
import type { CsvLayout } from "./csv-layouts.ts";
import { fieldAt, fieldsOf } from "./csv-rows.ts";
import { recordColumns } from "./record-columns.ts";
import type { SourceFile } from "./source-file.ts";

const NO_TEXT = lit(null).cast("string");

/** The rows, and where in them the values of a feed's columns are. */
export interface CsvColumns {
  readonly rows: DataFrame;
  /** The text of each of `recordColumns`, in their order. */
  readonly texts: readonly Column[];
  /** The values of the other columns that have a name, as JSON text, or NULL. */
  readonly additional: Column;
}

/** Of rows of files that have one header. */
export function columnsOfOneHeader(feed: Feed, [first]: CsvLayout, rows: DataFrame): CsvColumns {
  const additional = [...positionsByName(additionalNames(feed, first))].map(([name, positions]) =>
    coalesce(...positions.map((position) => textOf(col(fieldAt(position)), first))).alias(name),
  );
  return {
    rows,
    texts: recordColumns(feed).map(({ column }) => {
      const position = first.columns.indexOf(column.name);
      return position === -1 ? NO_TEXT : textOf(col(fieldAt(position)), first);
    }),
    additional: additional.length === 0 ? NO_TEXT : nullif(toJson(struct(...additional)), lit("{}")),
  };
}

/** Of rows of files that have different headers: each row is looked at by the header of its file. */
export function columnsByFile(spark: SparkSession, feed: Feed, layout: CsvLayout, rows: DataFrame): CsvColumns {
  const [first] = layout;
  const columns = recordColumns(feed);
  const headers = spark.createDataFrame(
    layout.map((file) => [
      file.reportedPath,
      columns.map(({ column }) => {
        const position = file.columns.indexOf(column.name);
        return position === -1 ? null : position;
      }),
      additionalNames(feed, file).map((name) => name ?? null),
    ]),
    "header_path STRING, positions ARRAY<INT>, names ARRAY<STRING>",
  );
  const values = zipWith("names", "fields", (name, text) => {
    const value = textOf(text, first);
    return when(name.isNotNull().and(value.isNotNull()), struct(name.alias("key"), value.alias("value")));
  });
  return {
    rows: rows
      .join(broadcast(headers), col("file_path").eq(col("header_path")), "left")
      .withColumn("fields", array(...fieldsOf(first).map((name) => col(name)))),
    texts: columns.map((_, index) => textOf(get(col("fields"), get(col("positions"), index)), first)),
    additional: nullif(toJson(mapFromEntries(arrayCompact(values))), lit("{}")),
  };
}

/** By position the names of the columns to keep. Of those without a name at most one holds values: validation has seen to that. */
function additionalNames(feed: Feed, { columns }: SourceFile): readonly (string | undefined)[] {
  const known = new Set(feed.columns.map(({ name }) => name));
  return columns.map((name) => (known.has(name) ? undefined : name));
}

function positionsByName(names: readonly (string | undefined)[]): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  for (const [position, name] of names.entries()) {
    if (name === undefined) continue;
    positions.set(name, [...(positions.get(name) ?? []), position]);
  }
  return positions;
}

/** NULL for what stands for no value, beyond the first of those, which the reader makes NULL itself. */
function textOf(text: Column, { csv: { nullValues } }: SourceFile): Column {
  const [, ...others] = nullValues;
  return others.length === 0 ? text : when(text.isin(...others).not(), text);
}
