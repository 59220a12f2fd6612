import {
  array,
  type Column,
  coalesce,
  col,
  type DataFrame,
  lit,
  type SparkSession,
  when,
} from "../../src/spark-connect/index.ts";
import type { Feed } from "./feeds.ts";
import type { RecordFrame } from "./record-frame.ts";
import { records } from "./records.ts";
import { castText, isFaultless, VALUE_TYPES, valueOfText } from "./row-faults.ts";
import type { RowRule } from "./row-rule.ts";
import type { SourceFile } from "./source-file.ts";

interface JudgeOptions {
  readonly rules?: readonly RowRule[];
  readonly keepText?: boolean;
}

/**
 * Every record of the files with its verdict: `accepted`, the feed's columns with their types (NULL in rejected rows),
 * `additional_columns` and `file_path`; and of rejected rows, or with `keepText` of all, what `withRejectReasons` and its reader
 * need: `record_fault`, `rejected_text` (the text of the feed's columns, in their order), `raw_record` and `record_number`.
 *
 * Why a row is rejected is left to a second look at those that are: code for it in this loop over all rows makes one method too
 * large for the JVM to optimise, and each sound row would pay for it (docs/validation.md).
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

// Each step is a projection of its own, so that Spark casts a text once however often it is looked at.
function judge({ frame, rawRecord }: RecordFrame, feed: Feed, rules: readonly RowRule[], keepText: boolean): DataFrame {
  const cast = frame.withColumns(
    Object.fromEntries(feed.columns.map((column) => [`${column.name}_cast`, castText(column, col(column.name))])),
  );
  const parsed = cast.withColumns(
    Object.fromEntries(
      feed.columns.map((column) => {
        const { name } = column;
        return [`${name}_value`, valueOfText(column, col(name), col(`${name}_cast`))];
      }),
    ),
  );
  const judged = parsed.withColumn("accepted", isAccepted(feed, rules));
  const accepted = col("accepted");
  const rejectedOnly = (column: Column) => (keepText ? column : when(accepted.not(), column));
  return judged.select(
    accepted,
    ...feed.columns.map(({ name, kind }) => when(accepted, valueColumn(name).cast(VALUE_TYPES[kind])).alias(name)),
    col("additional_columns"),
    col("file_path"),
    col("record_fault"),
    rejectedOnly(array(...feed.columns.map(({ name }) => col(name)))).alias("rejected_text"),
    rejectedOnly(rawRecord).alias("raw_record"),
    rejectedOnly(col("record_number")).alias("record_number"),
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
