import type { Feed } from "../feeds/index.ts";
import {
  btrim,
  type Column,
  coalesce,
  col,
  lit,
  nullif,
  type SparkSession,
  StringType,
  StructField,
  StructType,
  struct,
  toCsv,
  toJson,
  when,
} from "../spark-connect/index.ts";
import type { RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";
import { WHITESPACE } from "./whitespace.ts";

/** Set by the reader for a record with too few or too many fields, to the record's text. */
const UNPARSED = "unparsed_record";

/** The records of CSV files that share `layout`'s header, dialect and kind of lines. */
export function csvRecords(spark: SparkSession, feed: Feed, layout: SourceFile, paths: readonly string[]): RecordFrame {
  const fields = layout.columns.map((header, position) => ({
    header,
    // An unknown column may bear any name, also one of ours in another case: it is read by its position.
    name: feed.columns.some((column) => column.name === header) ? header : `additional_${position}`,
  }));
  const dialect = { sep: layout.csv.delimiter, quote: layout.csv.quote, escape: layout.csv.quote };
  const read = spark.read
    .format("csv")
    .schema(StructType([...fields.map(({ name }) => name), UNPARSED].map((name) => StructField(name, StringType))))
    .options({
      ...dialect,
      header: true,
      encoding: layout.csv.encoding,
      mode: "PERMISSIVE",
      columnNameOfCorruptRecord: UNPARSED,
      multiLine: layout.multiline,
      ignoreLeadingWhiteSpace: true,
      ignoreTrailingWhiteSpace: true,
    })
    .load(paths);
  // Line by line the reader skips lines of white space itself; in its multi-line mode it takes them for records.
  const nonBlank = layout.multiline
    ? read.filter(
        col(UNPARSED)
          .isNull()
          .or(btrim(col(UNPARSED), lit(WHITESPACE)).ne("")),
      )
    : read;
  // A column without a name holds no value: validation has seen to that.
  const additional = fields.filter(({ header, name }) => header !== "" && header !== name);
  return {
    frame: nonBlank.select(
      ...[...feed.columns, ...additional].map(({ name }) => col(name)),
      col(UNPARSED),
      additionalColumns(additional).alias("additional_columns"),
      // The reader does not number the records that it splits between tasks.
      lit(null).cast("bigint").alias("record_number"),
      when(col(UNPARSED).isNotNull(), lit("wrong_field_count")).alias("record_fault"),
      col("_metadata.file_path").alias("file_path"),
    ),
    rawRecord: coalesce(col(UNPARSED), toCsv(struct(...fields.map(({ name }) => col(name))), dialect)),
  };
}

function additionalColumns(fields: readonly { readonly header: string; readonly name: string }[]): Column {
  if (fields.length === 0) return lit(null).cast("string");
  return nullif(toJson(struct(...fields.map(({ header, name }) => col(name).alias(header)))), lit("{}"));
}
