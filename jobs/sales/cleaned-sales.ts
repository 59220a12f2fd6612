import {
  FINDINGS,
  judgedRecords,
  type RowRule,
  type SourceFile,
  UNKNOWN_REFERENCES,
  withRejectReasons,
  withUnknown,
} from "../../src/records/index.ts";
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
} from "../../src/spark-connect/index.ts";
import { type SaleRules, salesFeed, totalRules } from "./sale-rules.ts";

/** The partition of cleaned sales that holds rejected rows until they are exported. */
export const REJECTED = "rejected";

/** The columns of cleaned sales, the partition column last, as a DDL string. */
export const CLEANED_SALES_SCHEMA =
  "file_id BIGINT, customer_id INT, store_id INT, product_name STRING, sales_date DATE, sales_person_id INT, " +
  "price DECIMAL(18,2), quantity INT, total_cost DECIMAL(18,2), additional_columns STRING, " +
  "findings ARRAY<STRING>, sales_month STRING";

/** The dimensions that a sale refers to. The name is the one in reject codes and warnings. */
export const REFERENCES = [
  { dimension: "customer", feed: "customers", key: "customer_id", column: "customer_id" },
  { dimension: "store", feed: "stores", key: "id", column: "store_id" },
  { dimension: "sales_person", feed: "sales_team", key: "id", column: "sales_person_id" },
] as const;

export type ReferencedFeed = (typeof REFERENCES)[number]["feed"];

export interface CleaningRules extends SaleRules {
  /** The run's date, yyyy-MM-dd: a later sale is a `future_date`. */
  readonly asOf: string;
  readonly unknownReferences: "accept" | "reject";
}

/**
 * One row for each record of the files: the sale with its types, `file_id`, `sales_month` (yyyy-MM, or `rejected`), and
 * `findings`: its unknown references, and what `judgedRecords` keeps of a rejected one.
 */
export function cleanedSales(
  spark: SparkSession,
  files: readonly SourceFile[],
  dimensions: Readonly<Record<ReferencedFeed, DataFrame>>,
  rules: CleaningRules,
): DataFrame {
  const strict = rules.unknownReferences === "reject";
  const judged = judgedRecords(spark, salesFeed(rules), files, {
    rules: rowRules(rules),
    recentDates: { column: "sales_date", lastDay: rules.asOf },
    keepAll: strict,
  });
  const referenced = withUnknownReferences(judged, dimensions);
  const verdict = strict ? rejectUnknown(referenced) : referenced;
  return verdict
    .withColumn("sales_month", when(col("accepted"), monthOf("sales_date")).otherwise(lit(REJECTED)))
    .drop("accepted");
}

/** The rejected rows of cleaned sales with `reject_reasons`, under the rules that rejected them. */
export function rejectedSales(rejected: DataFrame, rules: CleaningRules): DataFrame {
  const unknown = regexpReplace(UNKNOWN_REFERENCES, lit("([^,]+)"), lit("unknown_reference:$1"));
  return withRejectReasons(rejected, salesFeed(rules), rowRules(rules)).withColumn(
    "reject_reasons",
    coalesce(
      col("reject_reasons"),
      ...(rules.unknownReferences === "reject" ? [unknown] : []),
      raiseError(lit("A sale was rejected for no reason that a second look finds.")),
    ),
  );
}

/** yyyy-MM of a date after 1000. Put together from numbers: Spark takes much longer to format a date. */
function monthOf(date: string): Column {
  const number = month(date);
  return concat(year(date).cast("string"), when(number.lt(10), lit("-0")).otherwise(lit("-")), number.cast("string"));
}

function rowRules(rules: CleaningRules): readonly RowRule[] {
  const lastDay = lit(rules.asOf).cast("date");
  return [...totalRules(rules), { code: "future_date", broken: (value) => value("sales_date").gt(lastDay) }];
}

function withUnknownReferences(sales: DataFrame, dimensions: Readonly<Record<ReferencedFeed, DataFrame>>): DataFrame {
  const joined = REFERENCES.reduce((frame, { dimension, feed, key, column }) => {
    const known = dimensions[feed].select(col(key).alias(`known_${dimension}`));
    return frame.join(broadcast(known), col(column).eq(col(`known_${dimension}`)), "left");
  }, sales);
  const known = REFERENCES.map(({ dimension }) => col(`known_${dimension}`));
  const missing = REFERENCES.map(({ dimension, column }) => ({
    dimension,
    isMissing: col(column)
      .isNotNull()
      .and(col(`known_${dimension}`).isNull()),
  }));
  // Nearly all are known: their names are put together for the others only.
  const names = concatWs(",", ...missing.map(({ dimension, isMissing }) => when(isMissing, lit(dimension))));
  const isAnyMissing = missing.map(({ isMissing }) => isMissing).reduce((any, isMissing) => any.or(isMissing));
  return joined.withColumn(FINDINGS, when(isAnyMissing, withUnknown(names)).otherwise(col(FINDINGS))).drop(...known);
}

function rejectUnknown(sales: DataFrame): DataFrame {
  const verdict = sales.withColumn("accepted", col("accepted").and(UNKNOWN_REFERENCES.isNull()));
  return verdict.withColumn(FINDINGS, when(col("accepted").not(), col(FINDINGS)));
}
