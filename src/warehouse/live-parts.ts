import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./ledger/file-version.ts";
import { LIVE_PARTS, type SalesPart } from "./live-sales.ts";
import { text } from "./row.ts";
import type { Sql } from "./sql.ts";

const PARTS = `${LIVE_PARTS} AND m.row_count > 0 ORDER BY sales_month, batch_id`;

const FILES_IN = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE status = 'Processed'
    AND file_id IN (
      SELECT m.file_id
      FROM staging_file_months m
      JOIN staging_files f ON f.file_id = m.file_id
      LEFT JOIN compacted_sales c ON c.file_id = m.file_id AND c.sales_month = m.sales_month
      WHERE f.status = 'Processed' AND m.row_count > 0 AND m.sales_month = ? AND COALESCE(c.batch_id, f.batch_id) = ?
    )
  ORDER BY file_id`;

/** Where the sales that count lie by the ledger. */
export async function liveParts(db: Sql): Promise<readonly SalesPart[]> {
  return (await db.query(PARTS)).map((row) => ({
    batchId: text(row, "batch_id"),
    salesMonth: text(row, "sales_month"),
  }));
}

/** The files whose sales of the month lie in the part. */
export async function filesOfPart(db: Sql, { batchId, salesMonth }: SalesPart): Promise<readonly FileVersion[]> {
  return (await db.query(FILES_IN, [salesMonth, batchId])).map(fileVersion);
}
