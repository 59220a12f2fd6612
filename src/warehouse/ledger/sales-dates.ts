import { chunks } from "../chunks.ts";
import { integer, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";

/** yyyy-MM-dd, both included. */
export interface SalesDates {
  readonly first: string;
  readonly last: string;
}

const RECORD = "INSERT INTO staging_file_dates (file_id, first_date, last_date) VALUES ?";

/** Of files that an older version of the pipeline has read, only the months are known. */
const DATES = `
  SELECT
    m.file_id,
    DATE_FORMAT(MIN(d.first_date), '%Y-%m-%d') AS first_date,
    DATE_FORMAT(MAX(d.last_date), '%Y-%m-%d') AS last_date,
    MIN(m.sales_month) AS first_month,
    MAX(m.sales_month) AS last_month
  FROM staging_file_months m
  LEFT JOIN staging_file_dates d ON d.file_id = m.file_id
  WHERE m.file_id IN (?)
  GROUP BY m.file_id`;

export async function recordSalesDates(
  sql: Sql,
  files: readonly (SalesDates & { readonly fileId: number })[],
): Promise<void> {
  for (const chunk of chunks(files.map(({ fileId, first, last }) => [fileId, first, last]))) {
    await sql.execute(RECORD, [chunk]);
  }
}

/** From which day to which the accepted sales of the files are; those without any are left out. */
export async function salesDatesOf(db: Sql, fileIds: readonly number[]): Promise<ReadonlyMap<number, SalesDates>> {
  const dates = new Map<number, SalesDates>();
  for (const chunk of chunks([...new Set(fileIds)])) {
    for (const row of await db.query(DATES, [chunk])) {
      dates.set(integer(row, "file_id"), {
        first: textOrNull(row, "first_date") ?? `${text(row, "first_month")}-01`,
        last: textOrNull(row, "last_date") ?? `${text(row, "last_month")}-31`,
      });
    }
  }
  return dates;
}
