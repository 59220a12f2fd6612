import type { Feed, FeedColumn } from "../feeds/index.ts";
import {
  broadcast,
  type Column,
  coalesce,
  col,
  concat,
  equalNull,
  getJsonObject,
  length,
  lit,
  type SparkSession,
  substring,
  when,
} from "../spark-connect/index.ts";
import { contractText } from "./contract-text.ts";
import { recordColumns } from "./record-columns.ts";
import type { RecordFrame } from "./record-frame.ts";
import { castText, isBlank, valueOfText } from "./row-faults.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Gives records what the folders of their files say: the value of a column that the file lacks, and further members of
 * `additional_columns`. A record that has another value than its folder is rejected as `folder_conflict`. Without such folders
 * the frame stays as it is.
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
  const others = [...new Set(given.flatMap(({ folders }) => [...folders.keys()]))].filter((name) => !names.has(name));
  const claims = [...known.map(({ column }) => column.name), ...others];
  const table = spark.createDataFrame(
    given.map((file) => [
      file.reportedPath,
      membersOf(file, others),
      ...claims.map((name) => file.folders.get(name) ?? null),
      ...known.map(({ column: { name } }) => (file.columns.includes(name) ? null : (file.folders.get(name) ?? null))),
    ]),
    ["given_path", "given_members", ...claims.map((_, n) => `claimed_${n}`), ...known.map((_, n) => `given_${n}`)]
      .map((name) => `${name} STRING`)
      .join(", "),
  );
  const joined = record.frame.join(broadcast(table), col("file_path").eq(col("given_path")), "left");
  const conflicts = [
    ...known.map(({ column, name }, n) => conflictIn(column, col(name), col(`claimed_${n}`), record)),
    ...others.map((name, n) => conflictInOthers(name, col(`claimed_${known.length + n}`))),
  ].map((conflict, n) => when(conflict, lit(codeOf(claims[n] ?? ""))));
  const frame = joined.withColumns({
    ...Object.fromEntries(known.map(({ name }, n) => [name, coalesce(col(name), col(`given_${n}`))])),
    record_fault: coalesce(col("record_fault"), ...conflicts),
    additional_columns: withMembers(col("additional_columns"), col("given_members")),
  });
  return { ...record, frame };
}

/** Codes are joined by commas. */
function codeOf(name: string): string {
  return `folder_conflict:${name.replaceAll(",", ".")}`;
}

/** Whether a record has another value than its folder says, both written as the feed may write them. */
function conflictIn(column: FeedColumn, text: Column, claimed: Column, { exactMoney }: RecordFrame): Column {
  const typed = (written: Column) => {
    const exact = exactMoney && column.kind === "money";
    const formed = exact ? written : (contractText(column, written) ?? written);
    return valueOfText(column, formed, castText(column, formed));
  };
  return claimed
    .isNotNull()
    .and(isBlank(text).not())
    .and(equalNull(typed(text), typed(claimed)).not());
}

function conflictInOthers(name: string, claimed: Column): Column {
  // A name that the path of a JSON member cannot hold is not looked up.
  if (/['\\]/.test(name)) return lit(false);
  const written = getJsonObject("additional_columns", `$['${name}']`);
  return claimed.isNotNull().and(written.isNotNull()).and(written.ne(claimed));
}

/** The members of a JSON object, without its braces, for the folders whose columns the file lacks; null if there is none. */
function membersOf({ columns, folders }: SourceFile, others: readonly string[]): string | null {
  const members = others.flatMap((name) => {
    const value = folders.get(name) ?? null;
    return value === null || columns.includes(name) ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`];
  });
  return members.length === 0 ? null : members.join(",");
}

function withMembers(object: Column, members: Column): Column {
  const opened = coalesce(concat(substring(object, lit(1), length(object).minus(1)), lit(",")), lit("{"));
  return when(members.isNotNull(), concat(opened, members, lit("}"))).otherwise(object);
}
