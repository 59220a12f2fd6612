import { type Mart, MONTH } from "../job/index.ts";
import { balanceByMonth } from "./balance-by-month.ts";
import { monthTotals } from "./live-sales.ts";
import { text } from "./row.ts";
import type { Sql } from "./sql.ts";

const OF_DEFINITION = "SELECT sales_month FROM mart_months WHERE mart = ? AND sales_month IN (?) AND definition = ?";

const RECORD = "REPLACE INTO mart_months (mart, sales_month, definition) VALUES ?";

/**
 * Those of the months of which the mart's own rows can be built upon: this definition made them, and they hold exactly what the
 * ledger says. Somebody may have changed a row, or what the mart computes.
 */
export async function soundMonths(
  db: Sql,
  mart: Mart,
  months: readonly string[],
  definition: string,
): Promise<readonly string[]> {
  if (months.length === 0) return [];
  const rows = await db.query(OF_DEFINITION, [mart.name, months, definition]);
  const made = rows.map((row) => text(row, MONTH));
  if (made.length === 0) return [];
  const ledger = await monthTotals(db, made);
  const present = await balanceByMonth(db, mart, mart.name, made);
  return ledger
    .filter(({ salesMonth, rowCount, totalSales }) => {
      const found = present.get(salesMonth);
      const isCounted = found !== undefined && (found.sales === null || found.sales === rowCount);
      return isCounted && found.totalSales === totalSales;
    })
    .map(({ salesMonth }) => salesMonth);
}

/** Records, with the commit, what made the months. */
export async function recordDefinition(
  sql: Sql,
  mart: string,
  months: readonly string[],
  definition: string,
): Promise<void> {
  if (months.length === 0) return;
  await sql.execute(RECORD, [months.map((month) => [mart, month, definition])]);
}

/** The months that the mart has rows of and that another definition made. Ascending. */
export async function monthsOfOtherDefinition(
  db: Sql,
  { name }: Pick<Mart, "name">,
  definition: string,
): Promise<readonly string[]> {
  const rows = await db.query(
    `
    SELECT made.sales_month
    FROM mart_months made
    WHERE made.mart = ? AND made.definition <> ? AND EXISTS (SELECT 1 FROM ${name} t WHERE t.sales_month = made.sales_month)
    ORDER BY made.sales_month`,
    [name, definition],
  );
  return rows.map((row) => text(row, MONTH));
}
