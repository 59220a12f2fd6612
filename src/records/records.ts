import type { Feed } from "../feeds/index.ts";
import type { SparkSession } from "../spark-connect/index.ts";
import { csvRecords } from "./csv-records.ts";
import { jsonRecords } from "./json-records.ts";
import { parquetLayouts } from "./parquet-layouts.ts";
import { parquetRecords } from "./parquet-records.ts";
import type { RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";

/** The records of all files, a frame for each group that one reader can take. */
export function records(spark: SparkSession, feed: Feed, files: readonly SourceFile[]): readonly RecordFrame[] {
  const { csv = [], jsonl = [], parquet = [] } = Object.groupBy(files, ({ format }) => format);
  return [
    ...csvGroups(csv).map(([first, ...others]) =>
      csvRecords(
        spark,
        feed,
        first,
        [first, ...others].map(({ loadPath }) => loadPath),
      ),
    ),
    ...(jsonl.length === 0
      ? []
      : [
          jsonRecords(
            spark,
            feed,
            jsonl.map(({ loadPath }) => loadPath),
          ),
        ]),
    ...parquetLayouts(parquet).map((layout) => parquetRecords(spark, feed, layout)),
  ];
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
