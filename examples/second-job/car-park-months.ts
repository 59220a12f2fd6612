import type { Mart } from "sales-pipeline/job";
import { count, desc, lit, rank, sum, Window } from "sales-pipeline/spark-connect";
import { carParks } from "./car-parks.ts";

const inMonth = Window.partitionBy("sales_month").orderBy(desc("takings"));

/** What each car park took in a month, and its rank among all. */
export const carParkMonths: Mart = {
  name: "car_park_months",
  key: { car_park_id: "INT", sales_month: "CHAR(7)" },
  shows: [
    {
      dimension: carParks,
      on: "car_park_id",
      columns: {
        car_park: { type: "VARCHAR(100)", from: "name" },
        district: { type: "VARCHAR(50)", from: "district" },
      },
    },
  ],
  values: { stays: "BIGINT", minutes: "BIGINT", takings: "DECIMAL(20,2)", place: "INT" },
  balance: { amount: "takings", count: "stays" },
  partitionBy: ["sales_month"],
  orderInPartition: ["place", "car_park_id"],
  plan: (facts) =>
    facts
      .groupBy("car_park_id", "sales_month")
      .agg(
        count(lit(1)).alias("stays"),
        sum("minutes").alias("minutes"),
        sum("fee").cast("decimal(20,2)").alias("takings"),
      ),
  folds: { stays: "sum", minutes: "sum", takings: "sum" },
  derived: { columns: ["place"], from: (rows) => rows.withColumn("place", rank().over(inMonth)) },
};
