import {
  btrim,
  type Column,
  coalesce,
  col,
  type DataFrame,
  lit,
  monotonicallyIncreasingId,
  rowNumber,
  type SparkSession,
  StringType,
  StructField,
  StructType,
  struct,
  toCsv,
  Window,
} from "../spark-connect/index.ts";
import type { CsvLayout } from "./csv-layouts.ts";
import type { SourceFile } from "./source-file.ts";
import { WHITESPACE } from "./whitespace.ts";

/** Set by the reader for a record with too few or too many fields, to the record's text. */
export const UNPARSED = "unparsed_record";

/** The column that holds the value at a position, from 0. */
export function fieldAt(position: number): string {
  return `field_${position}`;
}

export function fieldsOf({ columns }: SourceFile): readonly string[] {
  return columns.map((_, position) => fieldAt(position));
}

/** The records of CSV files of one layout: their values by position, `unparsed_record` and `file_path`. */
export function csvRows(spark: SparkSession, layout: CsvLayout): DataFrame {
  const [first] = layout;
  const { csv, multiline, recordEnd, preambleLines } = first;
  const [nullValue = ""] = csv.nullValues;
  const read = spark.read
    .format("csv")
    .schema(StructType([...fieldsOf(first), UNPARSED].map((name) => StructField(name, StringType))))
    .options({
      ...dialectOf(first),
      header: true,
      encoding: csv.encoding,
      mode: "PERMISSIVE",
      columnNameOfCorruptRecord: UNPARSED,
      multiLine: multiline,
      // Told where records end, the reader leaves the line ends within quotes as they are.
      ...(multiline && { lineSep: recordEnd }),
      ignoreLeadingWhiteSpace: true,
      ignoreTrailingWhiteSpace: true,
      // Blank values are NULL beside it, quoted ones by the second option.
      nullValue,
      emptyValue: nullValue,
    })
    .load(layout.map(({ loadPath }) => loadPath));
  const rows = preambleLines > 0 ? withoutFirst(read) : read.withColumn("file_path", col("_metadata.file_path"));
  return multiline ? rows.filter(isNonBlank()) : rows;
}

/** The text of a record as it may have been written; that of one that the reader could not take apart is its own. */
export function rawCsvRecord([first]: CsvLayout): Column {
  return coalesce(col(UNPARSED), toCsv(struct(...fieldsOf(first).map((name) => col(name))), dialectOf(first)));
}

export function dialectOf({ csv: { delimiter, quote } }: SourceFile) {
  return { sep: delimiter, quote, escape: quote };
}

/** Line by line the reader skips lines of white space itself; in its multi-line mode it takes them for records. */
function isNonBlank(): Column {
  return col(UNPARSED)
    .isNull()
    .or(btrim(col(UNPARSED), lit(WHITESPACE)).ne(""));
}

/** The reader takes the first line for the header. Where that one is `sep=;`, the header is the first of the records. */
function withoutFirst(rows: DataFrame): DataFrame {
  const inFile = Window.partitionBy("file_path").orderBy("block_start", "place");
  return rows
    .withColumns({
      file_path: col("_metadata.file_path"),
      block_start: col("_metadata.file_block_start"),
      place: monotonicallyIncreasingId(),
    })
    .filter(isNonBlank())
    .withColumn("record_in_file", rowNumber().over(inFile))
    .filter(col("record_in_file").gt(1))
    .drop("block_start", "place", "record_in_file");
}
