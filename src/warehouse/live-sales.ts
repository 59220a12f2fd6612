import type { Job } from "../job/index.ts";
import { decimal, integer, text, textOrNull } from "./row.ts";
import type { Sql } from "./sql.ts";

/** One month of one batch's cleaned sales. */
export interface SalesPart {
  readonly batchId: string;
  readonly salesMonth: string;
}

export interface MonthTotal {
  readonly salesMonth: string;
  readonly rowCount: number;
  /** Exact, two decimals. */
  readonly totalSales: string;
}

/** Which cleaned sales count. */
export interface LiveSales {
  /** All that has to be read. */
  readonly parts: readonly SalesPart[];
  /** Files whose rows lie in these batches and do not count: superseded or invalid. */
  readonly deadFiles: readonly number[];
}

/** Where sales that count lie: with the batch that read their file, or with the one that compacted the month. */
export const LIVE_PARTS = `
  SELECT DISTINCT COALESCE(c.batch_id, f.batch_id) AS batch_id, m.sales_month
  FROM staging_file_months m
  JOIN staging_files f ON f.file_id = m.file_id
  LEFT JOIN compacted_sales c ON c.file_id = m.file_id AND c.sales_month = m.sales_month
  WHERE f.status = 'Processed'`;

const PARTS = `${LIVE_PARTS} AND m.sales_month IN (?) AND f.file_id NOT IN (?) ORDER BY sales_month, batch_id`;

const DEAD_FILES = `
  SELECT f.file_id
  FROM staging_files f
  WHERE f.feed = ?
    AND (f.batch_id IN (?) OR EXISTS (SELECT 1 FROM compacted_sales c WHERE c.file_id = f.file_id AND c.batch_id IN (?)))
    AND (f.status <> 'Processed' OR f.file_id IN (?))
  ORDER BY f.file_id`;

const TOTALS = `
  SELECT m.sales_month, SUM(m.row_count) AS row_count, SUM(m.total_sales) AS total_sales
  FROM staging_file_months m
  JOIN staging_files f ON f.file_id = m.file_id
  WHERE m.sales_month IN (?) AND f.status = 'Processed'
  GROUP BY m.sales_month
  ORDER BY m.sales_month`;

const MONTHS_OF_FILES =
  "SELECT DISTINCT sales_month FROM staging_file_months WHERE file_id IN (?) ORDER BY sales_month";

const SALES_OF_FILE = `
  SELECT sales_month, row_count, total_sales
  FROM staging_file_months
  WHERE file_id = ?
  ORDER BY sales_month`;

const LIVE_MONTHS = `
  SELECT m.sales_month
  FROM staging_file_months m
  JOIN staging_files f ON f.file_id = m.file_id
  WHERE f.status = 'Processed'`;

const LATEST_MONTH = `
  SELECT MAX(m.sales_month) AS sales_month
  FROM staging_file_months m
  JOIN staging_files f ON f.file_id = m.file_id
  WHERE f.status = 'Processed'`;

/** Ids start at 1: a list with only this one is the empty list that SQL cannot write. */
const NO_FILE = 0;

export interface LiveSalesQuery {
  /** The feed of the facts. */
  readonly feed: string;
  readonly months: readonly string[];
  readonly superseding: readonly number[];
}

/** Which committed cleaned sales of the months count, once the files `superseding` (to be superseded by this run) do not. */
export async function liveSalesOf(db: Sql, { feed, months, superseding }: LiveSalesQuery): Promise<LiveSales> {
  if (months.length === 0) return { parts: [], deadFiles: [] };
  const dead = [NO_FILE, ...superseding];
  const parts = (await db.query(PARTS, [months, dead])).map((row) => ({
    batchId: text(row, "batch_id"),
    salesMonth: text(row, "sales_month"),
  }));
  const batchIds = [...new Set(parts.map(({ batchId }) => batchId))];
  return {
    parts,
    deadFiles:
      batchIds.length === 0
        ? []
        : (await db.query(DEAD_FILES, [feed, batchIds, batchIds, dead])).map((row) => integer(row, "file_id")),
  };
}

/** What the ledger says that the months hold, per month that has any, ascending. */
export async function monthTotals(db: Sql, months: readonly string[]): Promise<readonly MonthTotal[]> {
  return (await db.query(TOTALS, [months])).map((row) => ({
    salesMonth: text(row, "sales_month"),
    rowCount: integer(row, "row_count"),
    totalSales: decimal(row, "total_sales"),
  }));
}

/** The accepted sales of one file, by month, ascending. */
export async function salesOfFile(db: Sql, fileId: number): Promise<readonly MonthTotal[]> {
  return (await db.query(SALES_OF_FILE, [fileId])).map((row) => ({
    salesMonth: text(row, "sales_month"),
    rowCount: integer(row, "row_count"),
    totalSales: decimal(row, "total_sales"),
  }));
}

/** The months that have sales of the files: those which superseding the files touches. Ascending. */
export async function monthsOfFiles(db: Sql, fileIds: readonly number[]): Promise<readonly string[]> {
  if (fileIds.length === 0) return [];
  return (await db.query(MONTHS_OF_FILES, [fileIds])).map((row) => text(row, "sales_month"));
}

/** The months in which sales count by the ledger, or that a mart has rows of, rightly or not. Ascending. */
export async function knownMonths(db: Sql, { marts }: Pick<Job, "marts">): Promise<readonly string[]> {
  const sources = [LIVE_MONTHS, ...marts.map(({ name }) => `SELECT sales_month FROM ${name}`)];
  return (await db.query(`${sources.join("\n  UNION\n  ")}\n  ORDER BY sales_month`)).map((row) =>
    text(row, "sales_month"),
  );
}

/**
 * Of each mart, the months in which sales count and that it was never computed for, or not with all columns that it has now.
 * Ascending.
 */
export async function monthsNotComputed(
  db: Sql,
  { marts }: Pick<Job, "marts">,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const months: Record<string, readonly string[]> = {};
  for (const { name } of marts) {
    const rows = await db.query(
      `
      SELECT DISTINCT live.sales_month
      FROM (${LIVE_MONTHS} AND m.row_count > 0) live
      WHERE NOT EXISTS (SELECT 1 FROM ${name} t WHERE t.sales_month = live.sales_month)
         OR EXISTS (SELECT 1 FROM stale_mart_months s WHERE s.mart = ? AND s.sales_month = live.sales_month)
      ORDER BY live.sales_month`,
      [name],
    );
    months[name] = rows.map((row) => text(row, "sales_month"));
  }
  return months;
}

/** The last month that has sales that count, yyyy-MM, or undefined if there is none. */
export async function latestLiveMonth(db: Sql): Promise<string | undefined> {
  const [row] = await db.query(LATEST_MONTH);
  return row === undefined ? undefined : (textOrNull(row, "sales_month") ?? undefined);
}
