import {
  abs,
  broadcast,
  coalesce,
  col,
  concatWs,
  type DataFrame,
  Decimal,
  lit,
  nullif,
  regexpReplace,
  type SparkSession,
  substring,
  when,
} from "../../src/spark-connect/index.ts";
import { FEEDS } from "./feeds.ts";
import { withFileIds } from "./file-ids.ts";
import { judgedRecords, type RowRule } from "./judged-records.ts";
import type { SourceFile } from "./source-file.ts";

/** The partition of cleaned sales that holds rejected rows until they are exported. */
export const REJECTED = "rejected";

/** The columns of cleaned sales, the partition column last, as a DDL string. */
export const CLEANED_SALES_SCHEMA =
  "file_id BIGINT, customer_id INT, store_id INT, product_name STRING, sales_date DATE, sales_person_id INT, " +
  "price DECIMAL(18,2), quantity INT, total_cost DECIMAL(18,2), additional_columns STRING, reject_reasons STRING, " +
  "raw_record STRING, record_number BIGINT, unknown_references STRING, sales_month STRING";

/** The dimensions that a sale refers to. The name is the one in reject codes and warnings. */
export const REFERENCES = [
  { dimension: "customer", feed: "customers", key: "customer_id", column: "customer_id" },
  { dimension: "store", feed: "stores", key: "id", column: "store_id" },
  { dimension: "sales_person", feed: "sales_team", key: "id", column: "sales_person_id" },
] as const;

export type ReferencedFeed = (typeof REFERENCES)[number]["feed"];

export interface CleaningRules {
  /** The run's date, yyyy-MM-dd: a later sale is a `future_date`. */
  readonly asOf: string;
  readonly unknownReferences: "accept" | "reject";
}

/**
 * One row for each record of the files: the sale with its types, `file_id`, `sales_month` (yyyy-MM, or `rejected`),
 * `reject_reasons`, `raw_record` and `record_number` of a rejected one, and `unknown_references`, the names of the dimensions that
 * do not hold what the sale refers to, joined by commas, or NULL.
 */
export function cleanedSales(
  spark: SparkSession,
  files: readonly SourceFile[],
  dimensions: Readonly<Record<ReferencedFeed, DataFrame>>,
  rules: CleaningRules,
): DataFrame {
  const strict = rules.unknownReferences === "reject";
  const judged = judgedRecords(spark, FEEDS.sales, files, { rules: saleRules(rules.asOf), keepText: strict });
  const referenced = withUnknownReferences(withFileIds(spark, judged, files), dimensions);
  const verdict = strict ? rejectUnknown(referenced) : referenced;
  return verdict.withColumn(
    "sales_month",
    when(col("reject_reasons").isNotNull(), lit(REJECTED)).otherwise(
      substring(col("sales_date").cast("string"), 1, "yyyy-MM".length),
    ),
  );
}

function saleRules(asOf: string): readonly RowRule[] {
  return [
    {
      code: "total_mismatch",
      broken: (value) =>
        abs(value("total_cost").minus(value("price").multiply(value("quantity")))).gt(Decimal.parse("0.01")),
    },
    { code: "future_date", broken: (value) => value("sales_date").gt(lit(asOf).cast("date")) },
  ];
}

function withUnknownReferences(sales: DataFrame, dimensions: Readonly<Record<ReferencedFeed, DataFrame>>): DataFrame {
  const joined = REFERENCES.reduce((frame, { dimension, feed, key, column }) => {
    const known = dimensions[feed].select(col(key).alias(`known_${dimension}`));
    return frame.join(broadcast(known), col(column).eq(col(`known_${dimension}`)), "left");
  }, sales);
  const known = REFERENCES.map(({ dimension }) => col(`known_${dimension}`));
  const unknown = REFERENCES.map(({ dimension, column }) =>
    when(
      col(column)
        .isNotNull()
        .and(col(`known_${dimension}`).isNull()),
      lit(dimension),
    ),
  );
  // Nearly all are known: their names are put together for the others only.
  const allKnown = known.map((reference) => reference.isNotNull()).reduce((all, isKnown) => all.and(isKnown));
  return joined
    .withColumn("unknown_references", when(allKnown.not(), nullif(concatWs(",", ...unknown), lit(""))))
    .drop(...known);
}

function rejectUnknown(sales: DataFrame): DataFrame {
  const unknown = col("unknown_references");
  const rejected = col("reject_reasons").isNotNull();
  return sales
    .withColumn(
      "reject_reasons",
      coalesce(col("reject_reasons"), regexpReplace(unknown, lit("([^,]+)"), lit("unknown_reference:$1"))),
    )
    .withColumns({
      raw_record: when(rejected, col("raw_record")),
      record_number: when(rejected, col("record_number")),
    });
}
