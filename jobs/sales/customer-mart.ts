import type { Mart } from "../../src/job/index.ts";
import { count, lit, max, min, sum } from "../../src/spark-connect/index.ts";
import { FEEDS } from "./feeds.ts";
import { FULL_NAME } from "./full-name.ts";

/** Purchases and spending by customer and month. */
export const customerMart: Mart = {
  name: "customers_data_mart",
  key: { customer_id: "INT", sales_month: "CHAR(7)" },
  shows: [
    {
      dimension: FEEDS.customers,
      on: "customer_id",
      columns: {
        full_name: FULL_NAME,
        address: { type: "VARCHAR(1000)", from: "address" },
        phone_number: { type: "VARCHAR(50)", from: "phone_number" },
      },
    },
  ],
  values: {
    total_purchases: "BIGINT",
    total_quantity: "BIGINT",
    total_sales: "DECIMAL(20,2)",
    first_purchase_date: "DATE",
    last_purchase_date: "DATE",
  },
  balance: { count: "total_purchases", amount: "total_sales" },
  folds: {
    total_purchases: "sum",
    total_quantity: "sum",
    total_sales: "sum",
    first_purchase_date: "min",
    last_purchase_date: "max",
  },
  plan: (sales) =>
    sales
      .groupBy("customer_id", "sales_month")
      .agg(
        count(lit(1)).alias("total_purchases"),
        sum("quantity").alias("total_quantity"),
        sum("total_cost").cast("decimal(20,2)").alias("total_sales"),
        min("sales_date").alias("first_purchase_date"),
        max("sales_date").alias("last_purchase_date"),
      ),
};
