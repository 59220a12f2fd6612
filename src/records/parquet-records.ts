import type { Feed, FeedColumn } from "../feeds/index.ts";
import {
  type Column,
  col,
  lit,
  nullif,
  regexpReplace,
  type SparkSession,
  struct,
  toJson,
} from "../spark-connect/index.ts";
import { watchedColumns } from "./record-columns.ts";
import type { RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";

/** The records of Parquet files that share `layout`'s schema. Validation has refused types that are not exact. */
export function parquetRecords(
  spark: SparkSession,
  feed: Feed,
  layout: SourceFile,
  paths: readonly string[],
): RecordFrame {
  const known = new Set(feed.columns.map(({ name }) => name));
  const additional = layout.columns.filter((name) => !known.has(name));
  const written = layout.columns.map((name, position) => ({ name, column: `written_${position}` }));
  const frame = spark.read
    .parquet(paths)
    .select(
      ...feed.columns.map((column) => asText(column).alias(column.name)),
      ...watchedColumns(feed).map(({ column, name }) =>
        (layout.columns.includes(column.name) ? asText(column) : lit(null).cast("string")).alias(name),
      ),
      ...written.map(({ name, column }) => quoted(name).alias(column)),
      (additional.length === 0
        ? lit(null).cast("string")
        : nullif(toJson(struct(...additional.map((name) => quoted(name).cast("string").alias(name)))), lit("{}"))
      ).alias("additional_columns"),
      col("_metadata.row_index").plus(1).alias("record_number"),
      lit(null).cast("string").alias("record_fault"),
      col("_metadata.file_path").alias("file_path"),
    );
  return {
    frame,
    exactMoney: true,
    rawRecord: toJson(struct(...written.map(({ name, column }) => col(column).alias(name)))),
  };
}

/** A decimal of a larger scale prints its zeros: 1.5000 is 1.50, not a value with four decimals. */
function asText(column: FeedColumn): Column {
  const text = quoted(column.name).cast("string");
  return column.kind === "money" ? regexpReplace(text, lit("([.]\\d\\d)0+$"), lit("$1")) : text;
}

function quoted(name: string): Column {
  return col(`\`${name.replaceAll("`", "``")}\``);
}
