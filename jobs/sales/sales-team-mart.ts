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
import { fullName } from "./full-name.ts";

const ONE_PERCENT = Decimal.parse("0.01");

/** Who is paid when several people share rank 1: each in full, one incentive in equal parts, or nobody. */
export type TieRule = "all" | "split" | "none";

/**
 * Monthly sales of each salesperson, the rank within store and month, and the best performer's incentive:
 * 1 % of their own monthly sales in that store, HALF_UP to 2 places, never below zero.
 *
 * @param sales accepted sales with `sales_month`
 * @param team the sales-team dimension; a person that it lacks keeps the row, with a NULL name
 */
export function salesTeamMart(sales: DataFrame, team: DataFrame, tieRule: TieRule = "all"): DataFrame {
  const names = team.select(col("id").alias("known_id"), fullName().alias("full_name"));
  const inStoreAndMonth = Window.partitionBy("store_id", "sales_month").orderBy(desc("total_sales"));
  const atSameRank = Window.partitionBy("store_id", "sales_month", "sales_rank");
  // With returns the best of a store may have brought in nothing, or less: nobody pays for that.
  const isBestPerformer = col("sales_rank").eq(1).and(col("total_sales").gt(0));
  return sales
    .groupBy("store_id", "sales_month", "sales_person_id")
    .agg(sum("total_cost").cast("decimal(20,2)").alias("total_sales"))
    .withColumn("sales_rank", rank().over(inStoreAndMonth))
    .withColumn("tied", count(lit(1)).over(atSameRank))
    .withColumn("incentive", when(isBestPerformer, incentive(tieRule)).otherwise(lit(0)).cast("decimal(20,2)"))
    .join(names, col("sales_person_id").eq(col("known_id")), "left")
    .select("store_id", "sales_month", "sales_person_id", "full_name", "total_sales", "sales_rank", "incentive");
}

function incentive(tieRule: TieRule): Column {
  const onePercent = col("total_sales").multiply(ONE_PERCENT);
  switch (tieRule) {
    case "all":
      return round(onePercent, 2);
    case "split":
      return round(onePercent.divide(col("tied").cast("decimal(10,0)")), 2);
    case "none":
      return when(col("tied").eq(1), round(onePercent, 2)).otherwise(lit(0));
  }
}
