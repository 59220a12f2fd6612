import type { Job } from "../../job/index.ts";
import { balanceByMonth, type MonthBalance } from "../balance-by-month.ts";
import { type MonthTotal, monthTotals } from "../live-sales.ts";
import { type LoadTables, loadTableOf } from "../load-tables.ts";
import type { Sql } from "../sql.ts";
import { UnbalancedMartError } from "./integrity-error.ts";

/**
 * What Spark computed must hold, month by month, exactly the sales that the ledger says count: in every mart the same sum, and
 * the same number of sales where the mart counts them. Runs after the files are settled.
 *
 * @throws UnbalancedMartError naming the mart, the month and both numbers
 */
export async function checkTotals(
  sql: Sql,
  { marts }: Pick<Job, "marts">,
  loadTables: LoadTables,
  months: readonly string[],
): Promise<void> {
  if (months.length === 0) return;
  const expected = byMonth(await monthTotals(sql, months));
  for (const mart of marts) {
    const found = await balanceByMonth(sql, mart, loadTableOf(loadTables.marts, mart.name));
    for (const month of new Set([...expected.keys(), ...found.keys()])) {
      compare(mart.name, month, expected.get(month) ?? NOTHING, found.get(month) ?? NOTHING);
    }
  }
}

const NOTHING: MonthBalance = { sales: 0, totalSales: "0.00" };

function byMonth(months: readonly MonthTotal[]): ReadonlyMap<string, MonthBalance> {
  return new Map(months.map(({ salesMonth, rowCount, totalSales }) => [salesMonth, { sales: rowCount, totalSales }]));
}

function compare(mart: string, month: string, want: MonthBalance, got: MonthBalance): void {
  if (got.sales !== null && got.sales !== want.sales) {
    throw new UnbalancedMartError(mart, month, `was computed from ${got.sales} sales, the files have ${want.sales}`);
  }
  if (got.totalSales !== want.totalSales) {
    throw new UnbalancedMartError(mart, month, `sums up to ${got.totalSales}, the files to ${want.totalSales}`);
  }
}
