import type { Feed, FeedColumn, RowRule } from "../feeds/index.ts";
import { type Column, coalesce, col, type DataFrame, lit, type SparkSession, when } from "../spark-connect/index.ts";
import { contractText } from "./contract-text.ts";
import { FINDINGS, rejectedRecord } from "./findings.ts";
import { type DateColumn, RECENT_DAY, withRecentDay } from "./recent-days.ts";
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
 * `additional_columns` and `file_path`; and of rejected rows `findings`, which `withRejectReasons` looks at.
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
  const [first, ...others] = records(spark, feed, files).map((frame) => judge(spark, frame, feed, options));
  if (first === undefined) throw new Error(`There is no file of the feed ${feed.name} to read.`);
  return unionAll([first, ...others]);
}

// Each step is a projection of its own, so that Spark casts a text once however often it is looked at.
function judge(
  spark: SparkSession,
  record: RecordFrame,
  feed: Feed,
  { rules = [], recentDates, keepAll = false }: JudgeOptions,
): DataFrame {
  const columns = judgedColumns(feed, record);
  const frame = withTexts(record.frame, columns);
  const read = recentDates === undefined ? frame : withRecentDay(spark, frame, lookedUp(recentDates, columns));
  const isLookedUp = ({ name }: FeedColumn) => name === recentDates?.column;
  const cast = read.withColumns(
    Object.fromEntries(
      columns.map(({ column, name, text }) => [
        `${name}_cast`,
        castText(column, isLookedUp(column) ? when(RECENT_DAY.isNull(), col(text)) : col(text)),
      ]),
    ),
  );
  const parsed = cast.withColumns(
    Object.fromEntries(
      columns.map(({ column, name, text }) => {
        const value = heldValue(column, valueOfText(column, col(text), col(`${name}_cast`)));
        return [`${name}_value`, isLookedUp(column) ? coalesce(RECENT_DAY, value) : value];
      }),
    ),
  );
  const judged = parsed.withColumn("accepted", isAccepted(columns, rules));
  const accepted = col("accepted");
  const findings = rejectedRecord({
    fault: col("record_fault"),
    rawRecord: record.rawRecord,
    recordNumber: col("record_number"),
    texts: columns.map(({ text }) => col(text)),
  });
  return judged.select(
    accepted,
    ...feed.columns.map(({ name, kind }) => when(accepted, valueColumn(name).cast(VALUE_TYPES[kind])).alias(name)),
    col("additional_columns"),
    col("file_path"),
    (keepAll ? findings : when(accepted.not(), findings)).alias(FINDINGS),
  );
}

interface JudgedColumn extends RecordColumn {
  /** The column that holds the text as the contract writes it. */
  readonly text: string;
  /** What it is made of, where the file may write it otherwise. */
  readonly formed: Column | undefined;
}

function judgedColumns(feed: Feed, { exactMoney }: RecordFrame): readonly JudgedColumn[] {
  return recordColumns(feed).map(({ column, name }) => {
    const formed = exactMoney && column.kind === "money" ? undefined : contractText(column, col(name));
    return { column, name, text: formed === undefined ? name : `${name}_text`, formed };
  });
}

function withTexts(frame: DataFrame, columns: readonly JudgedColumn[]): DataFrame {
  const formed = columns.flatMap(({ text, formed }) => (formed === undefined ? [] : [[text, formed] as const]));
  return formed.length === 0 ? frame : frame.withColumns(Object.fromEntries(formed));
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
  return col(`${name}_value`);
}
