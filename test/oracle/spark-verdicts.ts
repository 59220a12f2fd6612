import { type CleaningRules, REJECTED, rejectedFacts } from "../../src/records/index.ts";
import { col, type DataFrame } from "../../src/spark-connect/index.ts";
import { formatMoney } from "../support/oracle/money.ts";
import type { Verdict } from "../support/oracle/row-rules.ts";

const COLUMNS = [
  "customer_id",
  "store_id",
  "product_name",
  "sales_date",
  "sales_person_id",
  "price",
  "quantity",
  "total_cost",
  "sales_month",
];

/** What became of a row: the values of an accepted one, the reasons of a rejected one, as one text. */
export interface NumberedVerdict {
  /** The row's additional column `row`. */
  readonly number: number;
  readonly verdict: string;
}

/** What Spark made of each row of cleaned sales. */
export async function sparkVerdicts(cleaned: DataFrame, rules: CleaningRules): Promise<readonly NumberedVerdict[]> {
  // A run keeps them in scratch between the two passes. Both in one plan are several times as long for Spark to plan and compile.
  const kept = await cleaned.localCheckpoint();
  const number = "CAST(get_json_object(additional_columns, '$.row') AS INT) AS number";
  const accepted = await kept
    .filter(col("sales_month").ne(REJECTED))
    .selectExpr(number, `concat_ws('|', ${COLUMNS.join(", ")}) AS verdict`)
    .collect<NumberedVerdict>();
  const rejected = await rejectedFacts(kept.filter(col("sales_month").eq(REJECTED)), rules)
    .selectExpr(number, "reject_reasons AS verdict")
    .collect<NumberedVerdict>();
  await kept.removeCheckpoint();
  return [...accepted, ...rejected];
}

/** The oracle's verdict in the same form. */
export function verdictText(verdict: Verdict): string {
  if ("reasons" in verdict) return verdict.reasons.join(",");
  const { customerId, storeId, productName, date, personId, price, quantity, total } = verdict.sale;
  return [
    customerId,
    storeId,
    productName,
    date,
    personId,
    formatMoney(price),
    quantity,
    formatMoney(total),
    date.slice(0, 7),
  ].join("|");
}
