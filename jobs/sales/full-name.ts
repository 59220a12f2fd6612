import { btrim, type Column, col, concatWs, lit, nullif } from "../../src/spark-connect/index.ts";

/** First and last name with a blank between; NULL if both are missing. The commit's SQL says the same. */
export function fullName(): Column {
  return nullif(btrim(concatWs(" ", col("first_name"), col("last_name"))), lit(""));
}
