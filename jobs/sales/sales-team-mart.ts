import type { RuleSetting, Rules } from "../../src/feeds/index.ts";
import type { Mart } from "../../src/job/index.ts";
import {
  type Column,
  col,
  count,
  type DataFrame,
  Decimal,
  desc,
  lit,
  rank,
  round,
  sum,
  Window,
  when,
} from "../../src/spark-connect/index.ts";
import { salesTeam } from "./dimensions.ts";
import { FULL_NAME } from "./full-name.ts";

const ONE_PERCENT = Decimal.parse("0.01");

export const TIE_RULE_SETTING = {
  doc: "Who is paid when several people share rank 1: each in full, one incentive in parts, nobody",
  choices: ["all", "split", "none"],
  default: "all",
} as const satisfies RuleSetting;

/**
 * Monthly sales of each salesperson, the rank within store and month, and the best performer's incentive:
 * 1 % of their own monthly sales in that store, HALF_UP to 2 places, never below zero.
 */
export const salesTeamMart: Mart = {
  name: "sales_team_data_mart",
  key: { store_id: "INT", sales_month: "CHAR(7)", sales_person_id: "INT" },
  shows: [{ dimension: salesTeam, on: "sales_person_id", columns: { full_name: FULL_NAME } }],
  values: { total_sales: "DECIMAL(20,2)", sales_rank: "INT", incentive: "DECIMAL(20,2)" },
  balance: { amount: "total_sales" },
  partitionBy: ["store_id", "sales_month"],
  orderInPartition: ["sales_rank", "sales_person_id"],
  watch: {
    column: "incentive",
    of: "sales_person_id",
    tell: ({ full_name, sales_person_id, store_id, sales_month }) => {
      const who = full_name === null ? `person ${sales_person_id}` : `${full_name} (person ${sales_person_id})`;
      return `${who} in store ${store_id} for ${sales_month}`;
    },
  },
  report: [
    { kind: "months", title: "Sales by month and store", amount: "total_sales", by: "store_id", part: "store" },
    {
      kind: "best",
      title: "Best performers and incentives",
      says: "Whoever sold most in each store in that month.",
      amount: "total_sales",
      of: "sales_person_id",
      within: "store_id",
      name: "full_name",
      also: ["incentive"],
    },
  ],
  folds: { total_sales: "sum" },
  plan: (sales) =>
    sales
      .groupBy("store_id", "sales_month", "sales_person_id")
      .agg(sum("total_cost").cast("decimal(20,2)").alias("total_sales")),
  derived: { columns: ["sales_rank", "incentive"], from: ranked },
};

function ranked(totals: DataFrame, { tieRule = "all" }: Rules): DataFrame {
  const inStoreAndMonth = Window.partitionBy("store_id", "sales_month").orderBy(desc("total_sales"));
  const atSameRank = Window.partitionBy("store_id", "sales_month", "sales_rank");
  // With returns the best of a store may have brought in nothing, or less: nobody pays for that.
  const isBestPerformer = col("sales_rank").eq(1).and(col("total_sales").gt(0));
  return totals
    .withColumn("sales_rank", rank().over(inStoreAndMonth))
    .withColumn("tied", count(lit(1)).over(atSameRank))
    .withColumn("incentive", when(isBestPerformer, incentive(tieRule)).otherwise(lit(0)).cast("decimal(20,2)"))
    .drop("tied");
}

function incentive(tieRule: string): Column {
  const onePercent = col("total_sales").multiply(ONE_PERCENT);
  switch (tieRule) {
    case "all":
      return round(onePercent, 2);
    case "split":
      return round(onePercent.divide(col("tied").cast("decimal(10,0)")), 2);
    case "none":
      return when(col("tied").eq(1), round(onePercent, 2)).otherwise(lit(0));
    default:
      throw new RangeError(`tieRule is ${tieRule}; it is one of ${TIE_RULE_SETTING.choices.join(", ")}.`);
  }
}
