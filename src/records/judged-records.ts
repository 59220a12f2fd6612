import type { Feed, FeedColumn } from "../feeds/index.ts";
import { type Column, coalesce, col, type DataFrame, lit, type SparkSession, when } from "../spark-connect/index.ts";
import { FINDINGS, rejectedRecord } from "./findings.ts";
import { type DateColumn, RECENT_DAY, withRecentDay } from "./recent-days.ts";
import type { RecordFrame } from "./record-frame.ts";
import { records } from "./records.ts";
import { castText, isFaultless, VALUE_TYPES, valueOfText } from "./row-faults.ts";
import type { RowRule } from "./row-rule.ts";
import type { SourceFile } from "./source-file.ts";

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
  return records(spark, feed, files)
    .map((frame) => judge(spark, frame, feed, options))
    .reduce((all, frame) => all.union(frame));
}

// Each step is a projection of its own, so that Spark casts a text once however often it is looked at.
function judge(
  spark: SparkSession,
  { frame, rawRecord }: RecordFrame,
  feed: Feed,
  { rules = [], recentDates, keepAll = false }: JudgeOptions,
): DataFrame {
  const read = recentDates === undefined ? frame : withRecentDay(spark, frame, recentDates);
  const isLookedUp = ({ name }: FeedColumn) => name === recentDates?.column;
  const cast = read.withColumns(
    Object.fromEntries(
      feed.columns.map((column) => {
        const text = col(column.name);
        return [`${column.name}_cast`, castText(column, isLookedUp(column) ? when(RECENT_DAY.isNull(), text) : text)];
      }),
    ),
  );
  const parsed = cast.withColumns(
    Object.fromEntries(
      feed.columns.map((column) => {
        const { name } = column;
        const value = valueOfText(column, col(name), col(`${name}_cast`));
        return [`${name}_value`, isLookedUp(column) ? coalesce(RECENT_DAY, value) : value];
      }),
    ),
  );
  const judged = parsed.withColumn("accepted", isAccepted(feed, rules));
  const accepted = col("accepted");
  const record = rejectedRecord({
    fault: col("record_fault"),
    rawRecord,
    recordNumber: col("record_number"),
    texts: feed.columns.map(({ name }) => col(name)),
  });
  return judged.select(
    accepted,
    ...feed.columns.map(({ name, kind }) => when(accepted, valueColumn(name).cast(VALUE_TYPES[kind])).alias(name)),
    col("additional_columns"),
    col("file_path"),
    (keepAll ? record : when(accepted.not(), record)).alias(FINDINGS),
  );
}

function isAccepted(feed: Feed, rules: readonly RowRule[]): Column {
  return [
    col("record_fault").isNull(),
    ...feed.columns.map((column) => isFaultless(column, col(column.name), valueColumn(column.name))),
    ...rules.map(({ broken }) => coalesce(broken(valueColumn), lit(false)).not()),
  ].reduce((all, condition) => all.and(condition));
}

/** The column that holds the value while the row is judged; the column of the plain name holds the text. */
function valueColumn(name: string): Column {
  return col(`${name}_value`);
}
