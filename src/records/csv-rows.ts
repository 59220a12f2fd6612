import type { CsvDialect } from "../feeds/index.ts";
import {
  btrim,
  type Column,
  coalesce,
  col,
  type DataFrame,
  fromCsv,
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
import { isOverfull } from "./doubtful-content.ts";
import { filePath } from "./file-ids.ts";
import { partialReads } from "./partial-reads.ts";
import { LINE } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";
import { WHITESPACE } from "./whitespace.ts";
import { areReadWhole } from "./whole-reads.ts";

/** Set by the reader for a record with too few or too many fields, to the record's text. */
export const UNPARSED = "_unparsed_record";

const FIELD = "_field_";

/** The column that holds the value at a position, from 0. */
export function fieldAt(position: number): string {
  return `${FIELD}${position}`;
}

/** The position, from 0, whose value a column holds; undefined for a column that holds none. */
export function positionOfField(column: string): number | undefined {
  return column.startsWith(FIELD) ? Number(column.slice(FIELD.length)) : undefined;
}

export function fieldsOf({ columns }: SourceFile): readonly string[] {
  return columns.map((_, position) => fieldAt(position));
}

/** The records of CSV files of one layout: their values by position, `UNPARSED` and `file_path`. */
export function csvRows(spark: SparkSession, layout: CsvLayout): DataFrame {
  const [first] = layout;
  const { csv, sampled, multiline, recordEnd, preambleLines } = first;
  const asTexts = multiline || areReadWhole(layout);
  if (sampled)
    return csv.emptyRows === "skip" ? withoutEmptyRows(lineRows(spark, layout), first) : lineRows(spark, layout);
  const read = spark.read
    .format("csv")
    .schema(StructType([...fieldsOf(first), UNPARSED].map((name) => StructField(name, StringType))))
    .options({
      ...parsing(first),
      ...(!asTexts && partialReads(layout)),
      header: true,
      encoding: csv.encoding,
      multiLine: asTexts,
      // Told where records end, the reader leaves the line ends within quotes as they are.
      ...(asTexts && { lineSep: recordEnd }),
    })
    .load(layout.map(({ loadPath }) => loadPath));
  const rows = preambleLines > 0 ? withoutFirst(read) : read.withColumn("file_path", filePath());
  const records = multiline ? rows.filter(isNonBlank()) : rows;
  return csv.emptyRows === "skip" ? withoutEmptyRows(records, first) : records;
}

/** How the text of a record is taken apart. */
function parsing(file: SourceFile) {
  return {
    ...dialectOf(file),
    ...readAsNone(file.csv),
    mode: "PERMISSIVE",
    columnNameOfCorruptRecord: UNPARSED,
    ignoreLeadingWhiteSpace: true,
    ignoreTrailingWhiteSpace: true,
  };
}

/** Neither is in a text: what were its delimiter and its quote is looked at later. */
const NO_DELIMITER = "\u0001";
const NO_QUOTE = "\u0002";

/** The same rows by way of the line that each is, which the reader itself tells of faulty ones alone. */
function lineRows(spark: SparkSession, layout: CsvLayout): DataFrame {
  const [first] = layout;
  const fields = [...fieldsOf(first), UNPARSED].map((name) => `${name} STRING`).join(", ");
  const options = Object.fromEntries(Object.entries(parsing(first)).map(([name, value]) => [name, String(value)]));
  return spark.read
    .format("csv")
    .schema(`${LINE} STRING, ${UNPARSED} STRING`)
    .options({
      ...partialReads(layout),
      sep: NO_DELIMITER,
      quote: NO_QUOTE,
      escape: NO_QUOTE,
      header: true,
      encoding: first.csv.encoding,
      mode: "PERMISSIVE",
      columnNameOfCorruptRecord: UNPARSED,
    })
    .load(layout.map(({ loadPath }) => loadPath))
    .select(coalesce(col(UNPARSED), col(LINE)).alias(LINE), filePath().alias("file_path"))
    .withColumn("parsed", fromCsv(when(isOverfull(col(LINE), first.csv).not(), col(LINE)), fields, options))
    .select(col("parsed.*"), col(LINE), col("file_path"));
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
  if (first.sampled) return col(LINE);
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
      file_path: filePath(),
      block_start: col("_metadata.file_block_start"),
      place: monotonicallyIncreasingId(),
    })
    .filter(isNonBlank())
    .withColumn("record_in_file", rowNumber().over(inFile))
    .filter(col("record_in_file").gt(1))
    .drop("block_start", "place", "record_in_file");
}
