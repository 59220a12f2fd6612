import type { Feed } from "../feeds/index.ts";
import type { SparkSession } from "../spark-connect/index.ts";
import { csvRecords } from "./csv-records.ts";
import { jsonRecords } from "./json-records.ts";
import { parquetRecords } from "./parquet-records.ts";
import type { RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";

/** The records of all files, a frame for each group that one reader can take. */
export function records(spark: SparkSession, feed: Feed, files: readonly SourceFile[]): readonly RecordFrame[] {
  return [...groupsOf(files).values()].map((group) => readGroup(spark, feed, group));
}

function readGroup(spark: SparkSession, feed: Feed, [first, ...others]: Group): RecordFrame {
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
