import type { Mart } from "../../src/job/index.ts";
import { sum } from "../../src/spark-connect/index.ts";

/** Revenue and quantity by product and month. */
export const productMart: Mart = {
  name: "product_mart",
  key: { product_name: "VARCHAR(255)", sales_month: "CHAR(7)" },
  values: { revenue: "DECIMAL(20,2)", quantity: "BIGINT" },
  shows: [],
  balance: { amount: "revenue" },
  partitionBy: ["sales_month"],
  folds: { revenue: "sum", quantity: "sum" },
  plan: (sales) =>
    sales
      .groupBy("product_name", "sales_month")
      .agg(sum("total_cost").cast("decimal(20,2)").alias("revenue"), sum("quantity").alias("quantity")),
};
