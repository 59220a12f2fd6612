import type { SalesPart } from "../live-sales.ts";
import { text } from "../row.ts";
import type { Sql } from "../sql.ts";

const RETIRED = "SELECT batch_id, sales_month FROM retired_sales ORDER BY batch_id, sales_month";

const FORGET = "DELETE FROM retired_sales WHERE batch_id = ? AND sales_month = ?";

/** Cleaned sales that no command reads any more, and that are still to be removed. */
export async function retiredParts(db: Sql): Promise<readonly SalesPart[]> {
  return (await db.query(RETIRED)).map((row) => ({
    batchId: text(row, "batch_id"),
    salesMonth: text(row, "sales_month"),
  }));
}

/** To be called once the part is removed. Can be repeated. */
export async function forgetRetiredPart(db: Sql, { batchId, salesMonth }: SalesPart): Promise<void> {
  await db.execute(FORGET, [batchId, salesMonth]);
}
