import type { Feed, FeedColumn, RowRule } from "../feeds/index.ts";
import { type Column, coalesce, col, type DataFrame, lit, type SparkSession, when } from "../spark-connect/index.ts";
import { contractText } from "./contract-text.ts";
import { withFileIds } from "./file-ids.ts";
import { FINDINGS, rejectedRecord } from "./findings.ts";
import { tasksFor } from "./read-tasks.ts";
import { type DateColumn, RECENT_DAY, RECENT_MONTH, withRecentDay } from "./recent-days.ts";
import { type RecordColumn, recordColumns } from "./record-columns.ts";
import type { RecordFrame } from "./record-frame.ts";
import { records } from "./records.ts";
import { castText, heldValue, isFaultless, VALUE_TYPES, valueOfText } from "./row-faults.ts";
import type { SourceFile } from "./source-file.ts";
import { unionAll } from "./union-all.ts";

interface JudgeOptions {
  readonly rules?: readonly RowRule[];
  /** Of large feeds: the column whose dates are looked up, which is faster than to cast them. */
  readonly recentDates?: DateColumn;
  /** Accepted rows keep their record, too. */
  readonly keepAll?: boolean;
}

/**
 * Every record of the files with its verdict: `accepted`, the feed's columns with their types (NULL in rejected rows),
 * `additional_columns` and `file_id`, `RECENT_MONTH` where recent dates are looked up; and of rejected rows `findings`, which `withRejectReasons` looks at.
 *
 * Why a row is rejected is left to a second look at those that are: code for it in this loop over all rows makes one method too
 * large for the JVM to optimise, and each sound row would pay for it (docs/validation.md).
 */
export function judgedRecords(
  spark: SparkSession,
  feed: Feed,
  files: readonly SourceFile[],
  options: JudgeOptions = {},
): DataFrame {
  const [first, ...others] = records(spark, feed, files).map((record) => withTexts(record, feed));
  if (first === undefined) throw new Error(`There is no file of the feed ${feed.name} to read.`);
  const { frame, ...texts } = others.length === 0 ? first : together([first, ...others], tasksFor(files));
  return judge(spark, { frame: withFileIds(spark, frame, files), ...texts }, feed, options);
}

/**
 * The records of several readers as those of one, so that the verdict stands in the plan once, however many there are: Spark
 * moves it to neither side of the join with the files that follows. What is kept of a rejected record is made for all of them.
 *
 * Each reader has tasks of its own, which many small files of different headers are too small for: they share some.
 */
function together(readers: readonly [JudgedFrame, ...JudgedFrame[]], tasks: number): JudgedFrame {
  const [first, ...others] = readers.map(({ frame, columns, rawRecord }) =>
    frame.select(
      ...columns.map(({ name, text }) => col(text).alias(name)),
      ...["additional_columns", "record_number", "record_fault", "file_path"].map((name) => col(name)),
      rawRecord.alias("raw_record"),
    ),
  );
  if (first === undefined) throw new Error("There is at least one reader.");
  const columns = readers[0].columns.map((column) => ({ ...column, text: column.name }));
  return { frame: unionAll([first, ...others]).coalesce(tasks), columns, rawRecord: col("raw_record") };
}

// Each step is a projection of its own, so that Spark casts a text once however often it is looked at.
function judge(
  spark: SparkSession,
  { frame, columns, rawRecord }: JudgedFrame,
  feed: Feed,
  { rules = [], recentDates, keepAll = false }: JudgeOptions,
): DataFrame {
  const read = recentDates === undefined ? frame : withRecentDay(spark, frame, lookedUp(recentDates, columns));
  const isLookedUp = ({ name }: FeedColumn) => name === recentDates?.column;
  const cast = read.withColumns(
    Object.fromEntries(
      columns.map(({ column, name, text }) => [
        `_${name}_cast`,
        castText(column, isLookedUp(column) ? when(RECENT_DAY.isNull(), col(text)) : col(text)),
      ]),
    ),
  );
  const parsed = cast.withColumns(
    Object.fromEntries(
      columns.map(({ column, name, text }) => {
        const value = heldValue(column, valueOfText(column, col(text), col(`_${name}_cast`)));
        return [`_${name}_value`, isLookedUp(column) ? coalesce(RECENT_DAY, value) : value];
      }),
    ),
  );
  const judged = parsed.withColumn("accepted", isAccepted(columns, rules));
  const accepted = col("accepted");
  const findings = rejectedRecord({
    fault: col("record_fault"),
    rawRecord,
    recordNumber: col("record_number"),
    texts: columns.map(({ text }) => col(text)),
  });
  return judged.select(
    accepted,
    ...feed.columns.map(({ name, kind }) => when(accepted, valueColumn(name).cast(VALUE_TYPES[kind])).alias(name)),
    col("additional_columns"),
    col("file_id"),
    ...(recentDates === undefined ? [] : [RECENT_MONTH]),
    (keepAll ? findings : when(accepted.not(), findings)).alias(FINDINGS),
  );
}

/** Records whose columns hold texts as the contract writes them. */
interface JudgedFrame extends Pick<RecordFrame, "frame" | "rawRecord"> {
  readonly columns: readonly JudgedColumn[];
}

interface JudgedColumn extends RecordColumn {
  /** The column that holds the text as the contract writes it. */
  readonly text: string;
}

function withTexts({ frame, rawRecord, exactMoney }: RecordFrame, feed: Feed): JudgedFrame {
  const formed = new Map<string, Column>();
  const columns = recordColumns(feed).map(({ column, name }) => {
    const text = exactMoney && column.kind === "money" ? undefined : contractText(column, col(name));
    if (text === undefined) return { column, name, text: name };
    formed.set(`_${name}_text`, text);
    return { column, name, text: `_${name}_text` };
  });
  return { frame: formed.size === 0 ? frame : frame.withColumns(Object.fromEntries(formed)), columns, rawRecord };
}

function lookedUp({ column, lastDay }: DateColumn, columns: readonly JudgedColumn[]): DateColumn {
  return { column: columns.find(({ name }) => name === column)?.text ?? column, lastDay };
}

function isAccepted(columns: readonly JudgedColumn[], rules: readonly RowRule[]): Column {
  const value = (name: string) => {
    const found = columns.find(({ column }) => column.name === name);
    if (found === undefined) throw new Error(`A rule looks at ${name}, which is no column of the feed.`);
    return valueColumn(found.name);
  };
  return [
    col("record_fault").isNull(),
    ...columns.map(({ column, name, text }) => isFaultless(column, col(text), valueColumn(name))),
    ...rules.map(({ broken }) => coalesce(broken(value), lit(false)).not()),
  ].reduce((all, condition) => all.and(condition));
}

/** The column that holds the value while the row is judged; the column of the plain name holds the text. */
function valueColumn(name: string): Column {
  return col(`_${name}_value`);
}
