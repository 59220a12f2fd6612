import type { Feed } from "../feeds/index.ts";
import { type Column, col, lit, type SparkSession, when } from "../spark-connect/index.ts";
import { columnsByFile, columnsOfOneHeader } from "./csv-columns.ts";
import { hasWrongFieldCount } from "./csv-field-count.ts";
import type { CsvLayout } from "./csv-layouts.ts";
import { csvRows, fieldsOf, rawCsvRecord, UNPARSED } from "./csv-rows.ts";
import { DOUBTFUL, isDoubtfulCsv } from "./doubtful-content.ts";
import { recordColumns } from "./record-columns.ts";
import { LINE, type RecordFrame } from "./record-frame.ts";

/** The records of CSV files of one layout. */
export function csvRecords(spark: SparkSession, feed: Feed, layout: CsvLayout): RecordFrame {
  const [first, ...others] = layout;
  const header = JSON.stringify(first.columns);
  const read = csvRows(spark, layout);
  const { rows, texts, additional } = others.every(({ columns }) => JSON.stringify(columns) === header)
    ? columnsOfOneHeader(feed, layout, read)
    : columnsByFile(spark, feed, layout, read);
  return {
    frame: rows.select(
      ...recordColumns(feed).map(({ name }, index) => (texts[index] ?? lit(null)).alias(name)),
      ...fieldsOf(first).map((name) => col(name)),
      col(UNPARSED),
      ...(first.sampled ? [col(LINE)] : []),
      additional.alias("additional_columns"),
      // The reader does not number the records that it splits between tasks.
      lit(null).cast("bigint").alias("record_number"),
      recordFault(layout).alias("record_fault"),
      col("file_path"),
    ),
    exactMoney: false,
    rawRecord: rawCsvRecord(layout),
  };
}

function recordFault(layout: CsvLayout): Column {
  const [{ sampled, csv }] = layout;
  const counted = when(hasWrongFieldCount(layout), lit("wrong_field_count"));
  return sampled ? when(isDoubtfulCsv(col(LINE), csv), lit(DOUBTFUL)).otherwise(counted) : counted;
}
