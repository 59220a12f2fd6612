import { type Job, type Mart, MONTH } from "../../job/index.ts";
import { type MonthTotal, monthTotals } from "../live-sales.ts";
import { type LoadTables, loadTableOf } from "../load-tables.ts";
import { decimal, integerOrNull, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { IntegrityError } from "./integrity-error.ts";

/**
 * What Spark computed must hold, month by month, exactly the sales that the ledger says count: in every mart the same sum, and
 * the same number of sales where the mart counts them. Runs after the files are settled.
 *
 * @throws IntegrityError naming the mart, the month and both numbers
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
    const found = await totalsIn(sql, mart, loadTableOf(loadTables.marts, mart.name));
    for (const month of new Set([...expected.keys(), ...found.keys()])) {
      compare(mart.name, month, expected.get(month) ?? NOTHING, found.get(month) ?? NOTHING);
    }
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

async function totalsIn(sql: Sql, { balance }: Mart, loadTable: string): Promise<ReadonlyMap<string, Totals>> {
  const sales = balance.count === undefined ? "NULL" : `SUM(${balance.count})`;
  const rows = await sql.query(
    `SELECT ${MONTH}, ${sales} AS sales, SUM(${balance.amount}) AS total_sales FROM ${loadTable} GROUP BY ${MONTH}`,
  );
  return new Map(
    rows.map((row) => [
      text(row, MONTH),
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
