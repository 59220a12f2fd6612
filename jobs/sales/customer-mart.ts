import type { Mart } from "../../src/job/index.ts";
import { count, lit, max, min, sum } from "../../src/spark-connect/index.ts";
import { customers } from "./dimensions.ts";
import { FULL_NAME } from "./full-name.ts";

/**
 * The same over all months. A customer has the same name and address in every month, so MAX only picks it. Without the casts the sums
 * would show as DECIMAL(41,0) and DECIMAL(42,2), beyond the 38 digits that Spark reads.
 */
const CUSTOMER_TOTALS = `
  SELECT customer_id,
         MAX(full_name) AS full_name,
         MAX(address) AS address,
         MAX(phone_number) AS phone_number,
         CAST(SUM(total_purchases) AS SIGNED) AS total_purchases,
         CAST(SUM(total_quantity) AS SIGNED) AS total_quantity,
         CAST(SUM(total_sales) AS DECIMAL(30,2)) AS total_sales,
         MIN(first_purchase_date) AS first_purchase_date,
         MAX(last_purchase_date) AS last_purchase_date
  FROM customers_data_mart
  GROUP BY customer_id`;

/** Purchases and spending by customer and month. */
export const customerMart: Mart = {
  name: "customers_data_mart",
  key: { customer_id: "INT", sales_month: "CHAR(7)" },
  shows: [
    {
      dimension: customers,
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
  views: { customer_totals: CUSTOMER_TOTALS },
  balance: { count: "total_purchases", amount: "total_sales" },
  report: [
    {
      kind: "top",
      title: "Top customers",
      says: "Whoever bought most, over all months.",
      amount: "total_sales",
      of: "customer_id",
      name: "full_name",
    },
  ],
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
