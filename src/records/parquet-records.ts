import type { Feed, FeedColumn } from "../feeds/index.ts";
import {
  type Column,
  col,
  type DataFrame,
  lit,
  nullif,
  regexpReplace,
  type SparkSession,
  struct,
  toJson,
} from "../spark-connect/index.ts";
import { filePath } from "./file-ids.ts";
import type { ParquetLayout } from "./parquet-layouts.ts";
import { recordColumns } from "./record-columns.ts";
import type { RecordFrame } from "./record-frame.ts";

/** Times in JSON keep their microseconds. */
const EXACT_TIMES = {
  timestampFormat: "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
  timestampNTZFormat: "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
};

/** Read where a layout has no column that can be read: a reader needs one. */
const NO_COLUMN = "`no column` STRING";

/**
 * The rows of Parquet files as the job reads them: the columns of the layout and no others, whatever else is in the files. With
 * types of their own they need no look at the files, so that no file can fail before a task reads it.
 */
export function parquetRows(spark: SparkSession, { files, columns }: ParquetLayout): DataFrame {
  const ddl = [...columns].map(([name, type]) => `${identifier(name)} ${type}`).join(", ");
  return spark.read.schema(ddl === "" ? NO_COLUMN : ddl).parquet(files.map(({ loadPath }) => loadPath));
}

/** The records of Parquet files that share a layout. Validation has refused types that are not exact. */
export function parquetRecords(spark: SparkSession, feed: Feed, layout: ParquetLayout): RecordFrame {
  const known = new Set(feed.columns.map(({ name }) => name));
  const names = [...layout.columns.keys()];
  const additional = names.filter((name) => !known.has(name));
  const written = names.map((name, position) => ({ name, column: `_written_${position}` }));
  const rows = parquetRows(spark, layout);
  // Also where a file has a column of that name.
  const metadata = rows.metadataColumn("_metadata");
  const frame = rows.select(
    ...recordColumns(feed).map(({ column, name }) => textOf(column, layout).alias(name)),
    ...written.map(({ name, column }) => col(identifier(name)).alias(column)),
    (additional.length === 0
      ? lit(null).cast("string")
      : nullif(asJson(additional.map((name) => col(identifier(name)).alias(name))), lit("{}"))
    ).alias("additional_columns"),
    metadata.getField("row_index").plus(1).alias("record_number"),
    lit(null).cast("string").alias("record_fault"),
    filePath().alias("file_path"),
  );
  return {
    frame,
    exactMoney: true,
    rawRecord: asJson(written.map(({ name, column }) => col(column).alias(name))),
  };
}

/** Members that are NULL are left out. */
function asJson(members: readonly Column[]): Column {
  return members.length === 0 ? lit("{}") : toJson(struct(...members), EXACT_TIMES);
}

/** A decimal of a larger scale prints its zeros: 1.5000 is 1.50, not a value with four decimals. */
function textOf({ name, kind }: FeedColumn, { columns }: ParquetLayout): Column {
  if (!columns.has(name)) return lit(null).cast("string");
  const text = col(identifier(name)).cast("string");
  return kind === "money" ? regexpReplace(text, lit("([.]\\d\\d)0+$"), lit("$1")) : text;
}

function identifier(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
