import { type Mart, MONTH } from "../job/index.ts";
import { decimal, integerOrNull, text } from "./row.ts";
import type { Sql } from "./sql.ts";

export interface MonthBalance {
  /** Null where the mart does not count them. */
  readonly sales: number | null;
  /** Exact, two decimals. */
  readonly totalSales: string;
}

/** Number and sum of the sales that the rows of a mart, or of its load table, were made of, by month. */
export async function balanceByMonth(
  sql: Sql,
  { balance }: Mart,
  table: string,
  months?: readonly string[],
): Promise<ReadonlyMap<string, MonthBalance>> {
  const sales = balance.count === undefined ? "NULL" : `SUM(${balance.count})`;
  const rows = await sql.query(
    `SELECT ${MONTH}, ${sales} AS sales, SUM(${balance.amount}) AS total_sales
     FROM ${table}
     ${months === undefined ? "" : `WHERE ${MONTH} IN (?)`}
     GROUP BY ${MONTH}`,
    months === undefined ? [] : [months],
  );
  return new Map(
    rows.map((row) => [
      text(row, MONTH),
      { sales: integerOrNull(row, "sales"), totalSales: decimal(row, "total_sales") },
    ]),
  );
}
