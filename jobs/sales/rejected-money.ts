import { rejectedText } from "../../src/records/index.ts";
import { btrim, type Column } from "../../src/spark-connect/index.ts";
import { FEEDS } from "./feeds.ts";

/** The total that a rejected sale gives, or NULL where that is no amount. For rows of `rejectedSales`. */
export function rejectedMoney(): Column {
  return btrim(rejectedText(FEEDS.sales, "total_cost")).tryCast("decimal(18,2)");
}
