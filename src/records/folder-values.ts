import type { Feed } from "../feeds/index.ts";
import {
  broadcast,
  type Column,
  coalesce,
  col,
  concat,
  length,
  lit,
  type SparkSession,
  substring,
  when,
} from "../spark-connect/index.ts";
import { recordColumns } from "./record-columns.ts";
import type { RecordFrame } from "./record-frame.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Gives records what the folders of their files say: the value of a column that the file lacks, and further members of
 * `additional_columns`. What the file says itself stands. Without such folders the frame stays as it is.
 */
export function withFolderValues(
  spark: SparkSession,
  feed: Feed,
  record: RecordFrame,
  files: readonly SourceFile[],
): RecordFrame {
  const given = files.filter(({ folders }) => folders.size > 0);
  if (given.length === 0) return record;
  const known = recordColumns(feed).filter(({ column }) => given.some(({ folders }) => folders.has(column.name)));
  const names = new Set(feed.columns.map(({ name }) => name));
  const table = spark.createDataFrame(
    given.map((file) => [
      file.reportedPath,
      membersOf(file, names),
      ...known.map(({ column: { name } }) => (file.columns.includes(name) ? null : (file.folders.get(name) ?? null))),
    ]),
    ["_given_path", "_given_members", ...known.map((_, n) => `_given_${n}`)].map((name) => `${name} STRING`).join(", "),
  );
  const joined = record.frame.join(broadcast(table), col("file_path").eq(col("_given_path")), "left");
  const frame = joined.withColumns({
    ...Object.fromEntries(known.map(({ name }, n) => [name, coalesce(col(name), col(`_given_${n}`))])),
    additional_columns: withMembers(col("additional_columns"), col("_given_members")),
  });
  return { ...record, frame };
}

/** The members of a JSON object, without its braces, for the folders whose columns the file lacks; null if there is none. */
function membersOf({ columns, folders }: SourceFile, asked: ReadonlySet<string>): string | null {
  const members = [...folders].flatMap(([name, value]) => {
    return value === null || asked.has(name) || columns.includes(name)
      ? []
      : [`${JSON.stringify(name)}:${JSON.stringify(value)}`];
  });
  return members.length === 0 ? null : members.join(",");
}

function withMembers(object: Column, members: Column): Column {
  const opened = coalesce(concat(substring(object, lit(1), length(object).minus(1)), lit(",")), lit("{"));
  return when(members.isNotNull(), concat(opened, members, lit("}"))).otherwise(object);
}
