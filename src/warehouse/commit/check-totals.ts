import { type MonthTotal, monthTotals } from "../live-sales.ts";
import type { LoadTables } from "../load-tables.ts";
import { decimal, integerOrNull, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { IntegrityError } from "./integrity-error.ts";

/**
 * What Spark computed must hold, month by month, exactly the sales that the ledger says count: the same number of sales
 * and the same sum in the customers mart, the same sum in the sales-team mart. Runs after the files are settled.
 *
 * @throws IntegrityError naming the month and both numbers
 */
export async function checkTotals(sql: Sql, loadTables: LoadTables, months: readonly string[]): Promise<void> {
  if (months.length === 0) return;
  const expected = byMonth(await monthTotals(sql, months));
  const customers = await totalsIn(sql, loadTables.customersDataMart, "SUM(total_purchases)");
  const salesTeam = await totalsIn(sql, loadTables.salesTeamDataMart, "NULL");
  for (const month of new Set([...expected.keys(), ...customers.keys(), ...salesTeam.keys()])) {
    const want = expected.get(month) ?? NOTHING;
    compare("customers_data_mart", month, want, customers.get(month) ?? NOTHING);
    compare("sales_team_data_mart", month, want, salesTeam.get(month) ?? NOTHING);
  }
}

interface Totals {
  /** Null where the table does not count them. */
  readonly sales: number | null;
  readonly totalSales: string;
}

const NOTHING: Totals = { sales: 0, totalSales: "0.00" };

function byMonth(months: readonly MonthTotal[]): ReadonlyMap<string, Totals> {
  return new Map(months.map(({ salesMonth, rowCount, totalSales }) => [salesMonth, { sales: rowCount, totalSales }]));
}

async function totalsIn(sql: Sql, loadTable: string, sales: string): Promise<ReadonlyMap<string, Totals>> {
  const rows = await sql.query(
    `SELECT sales_month, ${sales} AS sales, SUM(total_sales) AS total_sales FROM ${loadTable} GROUP BY sales_month`,
  );
  return new Map(
    rows.map((row) => [
      text(row, "sales_month"),
      { sales: integerOrNull(row, "sales"), totalSales: decimal(row, "total_sales") },
    ]),
  );
}

function compare(mart: string, month: string, want: Totals, got: Totals): void {
  if (got.sales !== null && got.sales !== want.sales) {
    throw new IntegrityError(`${mart} of ${month} was computed from ${got.sales} sales, the files have ${want.sales}`);
  }
  if (got.totalSales !== want.totalSales) {
    throw new IntegrityError(`${mart} of ${month} sums up to ${got.totalSales}, the files to ${want.totalSales}`);
  }
}
