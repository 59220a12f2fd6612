import { SALES_TEAM_MART } from "../marts.ts";
import { integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";

export interface PartitionRows {
  readonly storeId: number;
  /** yyyy-MM */
  readonly salesMonth: string;
  readonly rows: number;
}

const COUNT = `
  SELECT store_id, sales_month, COUNT(*) AS row_count
  FROM ${SALES_TEAM_MART.name}
  GROUP BY store_id, sales_month`;

/** How many rows each partition of the sales-team mart has in MySQL. */
export async function partitionRowCounts(db: Sql): Promise<readonly PartitionRows[]> {
  return (await db.query(COUNT)).map((row) => ({
    storeId: integer(row, "store_id"),
    salesMonth: text(row, "sales_month"),
    rows: integer(row, "row_count"),
  }));
}
