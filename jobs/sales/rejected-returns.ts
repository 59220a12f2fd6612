import { rejectedText } from "../../src/records/index.ts";
import { btrim, type Column, coalesce, col, lit, when } from "../../src/spark-connect/index.ts";
import { REJECTED } from "./cleaned-sales.ts";
import { FEEDS } from "./feeds.ts";

/** Whether a row of cleaned sales is rejected and looks like a return: quantity and total are negative. Never NULL. */
export function looksLikeReturn(): Column {
  const isNegative = (column: string, type: string) => btrim(rejectedText(FEEDS.sales, column)).tryCast(type).lt(0);
  const looks = isNegative("quantity", "bigint").and(isNegative("total_cost", "decimal(18,2)"));
  // Rows that count have shorter findings.
  return coalesce(when(col("sales_month").eq(REJECTED), looks), lit(false));
}
