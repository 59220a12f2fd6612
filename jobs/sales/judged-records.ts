import {
  array,
  arrayCompact,
  arrayJoin,
  type Column,
  coalesce,
  col,
  type DataFrame,
  lit,
  nullif,
  type SparkSession,
  struct,
  when,
} from "../../src/spark-connect/index.ts";
import type { Feed } from "./feeds.ts";
import type { RecordFrame } from "./record-frame.ts";
import { records } from "./records.ts";
import { isSoundValue, parsedValue, VALUE_TYPES, valueColumn, valueFault } from "./row-faults.ts";
import type { SourceFile } from "./source-file.ts";

/** The texts of a row that may have a fault; NULL for a sound one. */
const DOUBTFUL_TEXT = "doubtful_text";

/** A rule over several values of a row; NULL or false where it does not apply. */
export interface RowRule {
  readonly code: string;
  readonly broken: (value: (name: string) => Column) => Column;
}

interface JudgeOptions {
  readonly rules?: readonly RowRule[];
  readonly keepText?: boolean;
}

/**
 * Every record of the files with its verdict: the feed's columns with their types, `additional_columns`, `file_path`,
 * `reject_reasons` (codes joined by commas, or NULL for an accepted row), `raw_record` and `record_number` (of rejected
 * rows only, unless `keepText`: then other rules can still reject a row).
 */
export function judgedRecords(
  spark: SparkSession,
  feed: Feed,
  files: readonly SourceFile[],
  { rules = [], keepText = false }: JudgeOptions = {},
): DataFrame {
  return records(spark, feed, files)
    .map((frame) => judge(frame, feed, rules, keepText))
    .reduce((all, frame) => all.union(frame));
}

// Each step is a projection of its own, so that Spark parses a value once however often the rules look at it. Most rows are
// sound, which is cheap to see; only of the others the text is kept, looked at closely, and given a reason if one is found.
function judge({ frame, rawRecord }: RecordFrame, feed: Feed, rules: readonly RowRule[], keepText: boolean): DataFrame {
  const parsed = frame.withColumns(
    Object.fromEntries(feed.columns.map((column) => [`${column.name}_value`, parsedValue(column)])),
  );
  const doubtful = parsed.withColumn("doubtful", isSound(feed, rules).not());
  const sifted = doubtful.select(
    ...feed.columns.map(({ name }) => valueColumn(name)),
    ...["additional_columns", "file_path", "record_number", "record_fault"].map((name) => col(name)),
    when(col("doubtful"), struct(...feed.columns.map(({ name }) => col(name)))).alias(DOUBTFUL_TEXT),
    (keepText ? rawRecord : when(col("doubtful"), rawRecord)).alias("raw_record"),
  );
  const judged = sifted.withColumn(
    "reject_reasons",
    when(col(DOUBTFUL_TEXT).isNotNull(), coalesce(col("record_fault"), rowFaults(feed, rules))),
  );
  const accepted = col("reject_reasons").isNull();
  return judged.select(
    // A rejected row keeps no values, only its text.
    ...feed.columns.map(({ name, kind }) => when(accepted, valueColumn(name).cast(VALUE_TYPES[kind])).alias(name)),
    col("additional_columns"),
    col("file_path"),
    col("reject_reasons"),
    ...["raw_record", "record_number"].map((name) =>
      keepText ? col(name) : when(accepted.not(), col(name)).alias(name),
    ),
  );
}

/** True if the row surely has no fault; never NULL. */
function isSound(feed: Feed, rules: readonly RowRule[]): Column {
  const conditions = [
    col("record_fault").isNull(),
    ...feed.columns.map((column) => isSoundValue(column)),
    ...rules.map(({ broken }) => broken(valueColumn).not()),
  ];
  return coalesce(
    conditions.reduce((all, condition) => all.and(condition)),
    lit(false),
  );
}

/** The codes of all faults of a doubtful row, joined by commas; NULL for none. */
function rowFaults(feed: Feed, rules: readonly RowRule[]): Column {
  const faults = [
    ...feed.columns.map((column) => valueFault(column, col(DOUBTFUL_TEXT).getField(column.name))),
    ...rules.map(({ code, broken }) => when(broken(valueColumn), lit(code))),
  ];
  // array_compact is a lambda, which Spark interprets: all this compiled into the loop over the rows would make its code
  // too large for the JVM to optimise, and every sound row would pay for it (docs/validation.md).
  return nullif(arrayJoin(arrayCompact(array(...faults)), ","), lit(""));
}
