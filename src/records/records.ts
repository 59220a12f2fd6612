import type { Feed } from "../feeds/index.ts";
import type { SparkSession } from "../spark-connect/index.ts";
import { csvLayouts } from "./csv-layouts.ts";
import { csvRecords } from "./csv-records.ts";
import { jsonRecords } from "./json-records.ts";
import { parquetLayouts } from "./parquet-layouts.ts";
import { parquetRecords } from "./parquet-records.ts";
import type { RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";

/** The records of all files, a frame for each group that one reader can take. */
export function records(spark: SparkSession, feed: Feed, files: readonly SourceFile[]): readonly RecordFrame[] {
  const { csv = [], jsonl = [], parquet = [] } = Object.groupBy(files, ({ format }) => format);
  const jsonPaths = jsonl.map(({ loadPath }) => loadPath);
  return [
    ...csvLayouts(csv).map((layout) => csvRecords(spark, feed, layout)),
    ...(jsonPaths.length === 0 ? [] : [jsonRecords(spark, feed, jsonPaths)]),
    ...parquetLayouts(parquet).map((layout) => parquetRecords(spark, feed, layout)),
  ];
}
