import { col, count, type DataFrame, lit, max, min, sum } from "../../src/spark-connect/index.ts";
import { fullName } from "./full-name.ts";

/**
 * Purchases and spending by customer and month.
 *
 * @param sales accepted sales with `sales_month`
 * @param customers the customer dimension; a customer that it lacks keeps the row, with NULL for what is unknown
 */
export function customerMart(sales: DataFrame, customers: DataFrame): DataFrame {
  const known = customers.select(
    col("customer_id").alias("known_id"),
    fullName().alias("full_name"),
    col("address"),
    col("phone_number"),
  );
  return sales
    .groupBy("customer_id", "sales_month")
    .agg(
      count(lit(1)).alias("total_purchases"),
      sum("quantity").alias("total_quantity"),
      sum("total_cost").cast("decimal(20,2)").alias("total_sales"),
      min("sales_date").alias("first_purchase_date"),
      max("sales_date").alias("last_purchase_date"),
    )
    .join(known, col("customer_id").eq(col("known_id")), "left")
    .select(
      "customer_id",
      "sales_month",
      "full_name",
      "address",
      "phone_number",
      "total_purchases",
      "total_quantity",
      "total_sales",
      "first_purchase_date",
      "last_purchase_date",
    );
}
