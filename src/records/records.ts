import type { Feed } from "../feeds/index.ts";
import type { SparkSession } from "../spark-connect/index.ts";
import { csvLayouts } from "./csv-layouts.ts";
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
  const isSampled = ({ sampled }: SourceFile) => sampled;
  const jsonLayouts = [...Map.groupBy(jsonl, isSampled).values()];
  return [
    ...csvLayouts(csv).map((layout) => read(csvRecords(spark, feed, layout), layout)),
    ...jsonLayouts.flatMap(([first, ...others]) =>
      first === undefined ? [] : [read(jsonRecords(spark, feed, [first, ...others]), [first, ...others])],
    ),
    ...parquetLayouts(parquet).map((layout) => read(parquetRecords(spark, feed, layout), layout.files)),
  ];
}
