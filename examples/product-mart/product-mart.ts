import type { Mart } from "sales-pipeline/job";
import { products } from "sales-pipeline/jobs/sales";
import { substring, sum } from "sales-pipeline/spark-connect";

/** Revenue and quantity by product and month, beside the product's price of today. */
export const productMart: Mart = {
  name: "product_mart",
  key: { product_name: "VARCHAR(255)", sales_month: "CHAR(7)" },
  values: { revenue: "DECIMAL(20,2)", quantity: "BIGINT" },
  shows: [
    {
      dimension: products,
      on: "product_name",
      by: "name",
      columns: { current_price: { type: "DECIMAL(20,2)", from: "current_price" } },
    },
  ],
  balance: { amount: "revenue" },
  partitionBy: ["sales_month"],
  folds: { revenue: "sum", quantity: "sum" },
  plan: (sales) =>
    sales
      .groupBy(substring("product_name", 1, 255).alias("product_name"), "sales_month")
      .agg(sum("total_cost").cast("decimal(20,2)").alias("revenue"), sum("quantity").alias("quantity")),
};
