import { LIVE_PARTS } from "../live-sales.ts";
import { text } from "../row.ts";
import type { Sql } from "../sql.ts";

const CROWDED = `
  SELECT p.sales_month
  FROM (${LIVE_PARTS}) p
  GROUP BY p.sales_month
  HAVING COUNT(*) >= ?
  ORDER BY p.sales_month`;

/** The months, yyyy-MM, whose cleaned sales lie in so many batches or more. Ascending. */
export async function crowdedMonths(db: Sql, minParts: number): Promise<readonly string[]> {
  return (await db.query(CROWDED, [minParts])).map((row) => text(row, "sales_month"));
}
