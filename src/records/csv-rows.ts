import type { CsvDialect } from "../feeds/index.ts";
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
  translate,
  Window,
  when,
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
  const { nullValue, emptyValue } = readAsNone(csv);
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
      nullValue,
      emptyValue,
    })
    .load(layout.map(({ loadPath }) => loadPath));
  const rows = preambleLines > 0 ? withoutFirst(read) : read.withColumn("file_path", col("_metadata.file_path"));
  const records = multiline ? rows.filter(isNonBlank()) : rows;
  return csv.emptyRows === "skip" ? withoutEmptyRows(records, first) : records;
}

/** What the reader takes for no value: blank values are NULL beside the first, quoted ones by the second. */
function readAsNone({ nullValues: [nullValue = ""], emptyRows }: CsvDialect) {
  return emptyRows === "skip" ? { nullValue: "", emptyValue: QUOTED_NOTHING } : { nullValue, emptyValue: nullValue };
}

/** The reader takes it away where it is not quoted, so that no value is it by chance. */
const QUOTED_NOTHING = "\u0000";

/** Without the lines of delimiters and blanks alone, however many; these are what the driver's `laterByteKinds` has for blank. */
function withoutEmptyRows(rows: DataFrame, file: SourceFile): DataFrame {
  const { delimiter, nullValues } = file.csv;
  const fields = fieldsOf(file);
  const isNothing = fields.map((name) => col(name).isNull()).reduce((all, one) => all.and(one));
  const isEmptyText = translate(col(UNPARSED), `${BLANKS}${delimiter}`, "").eq("");
  const none = [QUOTED_NOTHING, ...nullValues.slice(0, 1)];
  return rows.filter(when(col(UNPARSED).isNull(), isNothing).otherwise(isEmptyText).not()).withColumns(
    Object.fromEntries(
      fields.map((name) => [
        name,
        when(
          col(name)
            .isin(...none)
            .not(),
          col(name),
        ),
      ]),
    ),
  );
}

/** All that the reader trims. */
const BLANKS = String.fromCharCode(...Array.from({ length: 33 }, (_, code) => code));

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
