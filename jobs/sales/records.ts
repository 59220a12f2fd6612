import type { DataFrame, SparkSession } from "../../src/spark-connect/index.ts";
import { csvRecords } from "./csv-records.ts";
import type { Feed } from "./feeds.ts";
import { jsonRecords } from "./json-records.ts";
import { parquetRecords } from "./parquet-records.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * The records of files as they were written, one frame for each group of files that one reader can take.
 *
 * Columns: each of the feed's columns as STRING; `additional_columns`, the other columns as JSON text or NULL;
 * `raw_record`, the text of the record; `record_number`, from 1 and only of Parquet; `record_fault`, why it is no record at all or NULL; `file_path`.
 *
 * Groups stay apart until their rows are judged: only then Spark computes `raw_record` for rejected rows alone.
 */
export function records(spark: SparkSession, feed: Feed, files: readonly SourceFile[]): readonly DataFrame[] {
  return [...groupsOf(files).values()].map((group) => readGroup(spark, feed, group));
}

function readGroup(spark: SparkSession, feed: Feed, [first, ...others]: Group): DataFrame {
  const paths = [first, ...others].map((file) => file.loadPath);
  switch (first.format) {
    case "csv":
      return csvRecords(spark, feed, first, paths);
    case "jsonl":
      return jsonRecords(spark, feed, paths);
    case "parquet":
      return parquetRecords(spark, feed, first, paths);
  }
}

/** Files that one reader can take; all have the first one's layout. */
type Group = [SourceFile, ...SourceFile[]];

function groupsOf(files: readonly SourceFile[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const file of files) {
    const key = groupKey(file);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return groups;
}

/** Spark's CSV reader matches columns by position, so files share a reader only if their headers are equal. */
function groupKey(file: SourceFile): string {
  switch (file.format) {
    case "csv":
      return JSON.stringify(["csv", file.columns, file.multiline, file.csv]);
    case "jsonl":
      return "jsonl";
    case "parquet":
      return JSON.stringify(["parquet", file.schemaSignature]);
  }
}
