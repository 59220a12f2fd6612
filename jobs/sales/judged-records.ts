import {
  btrim,
  type Column,
  col,
  concatWs,
  type DataFrame,
  lit,
  nullif,
  type SparkSession,
  when,
} from "../../src/spark-connect/index.ts";
import type { Feed, FeedColumn } from "./feeds.ts";
import { records } from "./records.ts";
import { parsedValue, VALUE_TYPES, valueColumn, valueFault } from "./row-faults.ts";
import type { SourceFile } from "./source-file.ts";
import { WHITESPACE } from "./whitespace.ts";

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

// Each step is a projection of its own, so that Spark parses a value once however often the faults look at it.
function judge(frame: DataFrame, feed: Feed, rules: readonly RowRule[], keepText: boolean): DataFrame {
  const trimmed = frame.withColumns(
    Object.fromEntries(feed.columns.map(({ name }) => [name, btrim(col(name), lit(WHITESPACE))])),
  );
  const parsed = trimmed.withColumns(
    Object.fromEntries(feed.columns.map((column) => [`${column.name}_value`, parsedValue(column)])),
  );
  const faults = [
    ...feed.columns.map(valueFault),
    ...rules.map(({ code, broken }) => when(broken(valueColumn), lit(code))),
  ];
  const judged = parsed.withColumn(
    "reject_reasons",
    when(col("record_fault").isNotNull(), col("record_fault")).otherwise(nullif(concatWs(",", ...faults), lit(""))),
  );
  const accepted = col("reject_reasons").isNull();
  return judged.select(
    // A rejected row keeps no values, only its text.
    ...feed.columns.map((column) => when(accepted, acceptedValue(column)).alias(column.name)),
    col("additional_columns"),
    col("file_path"),
    col("reject_reasons"),
    ...["raw_record", "record_number"].map((name) =>
      keepText ? col(name) : when(accepted.not(), col(name)).alias(name),
    ),
  );
}

function acceptedValue({ name, kind }: FeedColumn): Column {
  const value = valueColumn(name);
  return kind === "text" || kind === "flag" ? nullif(value, lit("")) : value.cast(VALUE_TYPES[kind]);
}
