import type { FactsFeed } from "../../src/feeds/index.ts";
import { keyOf, required } from "./columns.ts";
import { customers, salesTeam, stores } from "./dimensions.ts";
import { saleRules } from "./sale-rules.ts";

/** One line of a receipt. */
export const sales: FactsFeed = {
  name: "sales",
  fileName: "sales_data",
  columns: [
    keyOf(customers, "customer_id", "customer"),
    keyOf(stores, "store_id", "store"),
    required("product_name", "text"),
    required("sales_date", "date"),
    keyOf(salesTeam, "sales_person_id", "sales_person"),
    required("price", "money"),
    required("quantity", "integer"),
    required("total_cost", "money"),
  ],
  facts: { day: "sales_date", amount: "total_cost", rules: saleRules },
};
