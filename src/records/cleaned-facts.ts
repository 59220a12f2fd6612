import { type Feed, type FeedReference, MONTH, type RowRule, type RuledFacts, referencesOf } from "../feeds/index.ts";
import {
  broadcast,
  type Column,
  coalesce,
  col,
  concat,
  concatWs,
  type DataFrame,
  lit,
  month,
  raiseError,
  regexpReplace,
  type SparkSession,
  when,
  year,
} from "../spark-connect/index.ts";
import { FINDINGS, rejectedText, UNKNOWN_REFERENCES, withUnknown } from "./findings.ts";
import { judgedRecords } from "./judged-records.ts";
import { RECENT_MONTH } from "./recent-days.ts";
import { withRejectReasons } from "./reject-reasons.ts";
import { VALUE_TYPES } from "./row-faults.ts";
import type { SourceFile } from "./source-file.ts";

/** The partition of cleaned facts that holds rejected rows until they are exported. */
export const REJECTED = "rejected";

/** The columns of cleaned facts, the partition column last, as a DDL string. */
export function cleanedFactsSchema({ columns }: Pick<Feed, "columns">): string {
  const declared = columns.map(({ name, kind }) => `${name} ${VALUE_TYPES[kind]}`);
  return ["file_id BIGINT", ...declared, "additional_columns STRING", "findings ARRAY<STRING>", `${MONTH} STRING`].join(
    ", ",
  );
}

export interface CleaningRules extends RuledFacts {
  /** The run's date, yyyy-MM-dd: a later fact is a `future_date`. */
  readonly asOf: string;
  readonly unknownReferences: "accept" | "reject";
}

/** The dimensions by name, each with its key at least. */
type Dimensions = Readonly<Record<string, DataFrame>>;

/**
 * One row for each record of the files: the fact with its types, `file_id`, its month (yyyy-MM, or `rejected`), and
 * `findings`: its unknown references, and what `judgedRecords` keeps of a rejected one.
 */
export function cleanedFacts(
  spark: SparkSession,
  files: readonly SourceFile[],
  dimensions: Dimensions,
  rules: CleaningRules,
): DataFrame {
  const { feed } = rules;
  const { day } = feed.facts;
  const strict = rules.unknownReferences === "reject";
  const judged = judgedRecords(spark, feed, files, {
    rules: rowRules(rules),
    recentDates: { column: day, lastDay: rules.asOf },
    keepAll: strict,
  });
  const referenced = withUnknownReferences(judged, referencesOf(feed), dimensions);
  const verdict = strict ? rejectUnknown(referenced) : referenced;
  const month = when(col("accepted"), coalesce(RECENT_MONTH, monthOf(day)));
  // Never NULL in Spark's eyes either, which would make each row anew to see to it that no partition's name is empty.
  return verdict.withColumn(MONTH, coalesce(month, lit(REJECTED))).drop("accepted", RECENT_MONTH);
}

/** The rejected rows of cleaned facts with `reject_reasons`, under the rules that rejected them. */
export function rejectedFacts(rejected: DataFrame, rules: CleaningRules): DataFrame {
  const unknown = regexpReplace(UNKNOWN_REFERENCES, lit("([^,]+)"), lit("unknown_reference:$1"));
  return withRejectReasons(rejected, rules.feed, rowRules(rules)).withColumn(
    "reject_reasons",
    coalesce(
      col("reject_reasons"),
      ...(rules.unknownReferences === "reject" ? [unknown] : []),
      raiseError(lit("A row was rejected for no reason that a second look finds.")),
    ),
  );
}

/** For each lookalike, whether a row of cleaned facts is rejected and looks like it. Never NULL. */
export function lookalikesOf({ feed, lookalikes }: RuledFacts): readonly Column[] {
  const text = (column: string) => rejectedText(feed, column);
  // Rows that count have shorter findings.
  return lookalikes.map(({ matches }) => coalesce(when(col(MONTH).eq(REJECTED), matches(text)), lit(false)));
}

/** yyyy-MM of a date after 1000. Put together from numbers: Spark takes much longer to format a date. */
function monthOf(date: string): Column {
  const number = month(date);
  return concat(year(date).cast("string"), when(number.lt(10), lit("-0")).otherwise(lit("-")), number.cast("string"));
}

function rowRules({ feed, rows, asOf }: CleaningRules): readonly RowRule[] {
  const lastDay = lit(asOf).cast("date");
  return [...rows, { code: "future_date", broken: (value) => value(feed.facts.day).gt(lastDay) }];
}

function withUnknownReferences(
  facts: DataFrame,
  references: readonly FeedReference[],
  dimensions: Dimensions,
): DataFrame {
  if (references.length === 0) return facts;
  const joined = references.reduce((frame, { dimension, column }, position) => {
    const rows = dimensions[dimension.name];
    if (rows === undefined) throw new Error(`${column} refers to ${dimension.name}, which is no dimension of the job.`);
    const known = rows.select(col(dimension.dimension.key).alias(knownKey(position)));
    return frame.join(broadcast(known), col(column).eq(col(knownKey(position))), "left");
  }, facts);
  const known = references.map((_, position) => col(knownKey(position)));
  const missing = references.map(({ as, column }, position) => ({
    as,
    isMissing: col(column)
      .isNotNull()
      .and(col(knownKey(position)).isNull()),
  }));
  // Nearly all are known: their names are put together for the others only.
  const names = concatWs(",", ...missing.map(({ as, isMissing }) => when(isMissing, lit(as))));
  const isAnyMissing = missing.map(({ isMissing }) => isMissing).reduce((any, isMissing) => any.or(isMissing));
  return joined.withColumn(FINDINGS, when(isAnyMissing, withUnknown(names)).otherwise(col(FINDINGS))).drop(...known);
}

/** By position: a column may bear the name of any reference. */
function knownKey(position: number): string {
  return `_known_key_${position}`;
}

function rejectUnknown(facts: DataFrame): DataFrame {
  const verdict = facts.withColumn("accepted", col("accepted").and(UNKNOWN_REFERENCES.isNull()));
  return verdict.withColumn(FINDINGS, when(col("accepted").not(), col(FINDINGS)));
}
