import type { Feed } from "../feeds/index.ts";
import type { SparkSession } from "../spark-connect/index.ts";
import { csvRecords } from "./csv-records.ts";
import { withFolderValues } from "./folder-values.ts";
import { jsonRecords } from "./json-records.ts";
import { parquetLayouts } from "./parquet-layouts.ts";
import { parquetRecords } from "./parquet-records.ts";
import type { RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";

/** The records of all files, a frame for each group that one reader can take. */
export function records(spark: SparkSession, feed: Feed, files: readonly SourceFile[]): readonly RecordFrame[] {
  const { csv = [], jsonl = [], parquet = [] } = Object.groupBy(files, ({ format }) => format);
  const read = (record: RecordFrame, group: readonly SourceFile[]) => withFolderValues(spark, feed, record, group);
  return [
    ...csvGroups(csv).map((group) => read(csvRecords(spark, feed, group[0], group.map(loadPathOf)), group)),
    ...(jsonl.length === 0 ? [] : [read(jsonRecords(spark, feed, jsonl.map(loadPathOf)), jsonl)]),
    ...parquetLayouts(parquet).map((layout) => read(parquetRecords(spark, feed, layout), layout.files)),
  ];
}

function loadPathOf({ loadPath }: SourceFile): string {
  return loadPath;
}

/** Files that one reader can take; all have the first one's layout. */
type Group = [SourceFile, ...SourceFile[]];

/** Spark's CSV reader matches columns by position, so files share a reader only if their headers are equal. */
function csvGroups(files: readonly SourceFile[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const file of files) {
    const key = JSON.stringify([file.columns, file.multiline, file.csv]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return [...groups.values()];
}
