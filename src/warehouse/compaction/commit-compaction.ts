import { commitOnce } from "../commit/commit-once.ts";
import { IntegrityError } from "../commit/integrity-error.ts";
import type { Warehouse } from "../connection.ts";
import { requireToken } from "../lease/lease-row.ts";
import { decimal, integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** The sales of one file in one month. */
export interface FileMonthTotal {
  readonly fileId: number;
  /** yyyy-MM */
  readonly salesMonth: string;
  readonly rowCount: number;
  /** Exact, two decimals. */
  readonly totalSales: string;
}

export interface CompactionInput {
  readonly batchId: string;
  readonly fencingToken: number;
  /** How long the server waits for the next statement before it rolls back: as long as the lease lasts. @default 60000 */
  readonly silenceMs?: number;
  /** The months that the batch holds whole, yyyy-MM. */
  readonly months: readonly string[];
  /** What was written, as it is read back. */
  readonly written: readonly FileMonthTotal[];
  /** Called at each point on the way, for tests that make the process fail there. */
  readonly at?: (point: "begun" | "before_commit" | "after_commit") => void | Promise<void>;
}

const COUNTING = `
  SELECT m.file_id, m.sales_month, m.row_count, m.total_sales
  FROM staging_file_months m
  JOIN staging_files f ON f.file_id = m.file_id
  WHERE m.sales_month IN (?) AND f.status = 'Processed' AND m.row_count > 0`;

/** Also what only files have written that do not count any more. */
const RETIRE = `
  INSERT IGNORE INTO retired_sales (batch_id, sales_month)
  SELECT DISTINCT COALESCE(c.batch_id, f.batch_id), m.sales_month
  FROM staging_file_months m
  JOIN staging_files f ON f.file_id = m.file_id
  LEFT JOIN compacted_sales c ON c.file_id = m.file_id AND c.sales_month = m.sales_month
  WHERE m.sales_month IN (?) AND f.batch_id IS NOT NULL`;

const FORGET_PLACES = "DELETE FROM compacted_sales WHERE sales_month IN (?)";

const RECORD_PLACES = `
  INSERT INTO compacted_sales (file_id, sales_month, batch_id)
  SELECT m.file_id, m.sales_month, ?
  FROM staging_file_months m
  JOIN staging_files f ON f.file_id = m.file_id
  WHERE m.sales_month IN (?) AND f.status = 'Processed'`;

const MARK = "UPDATE batches SET months = ?, state = 'committed', committed_at = NOW(6) WHERE batch_id = ?";

/**
 * From now on the months are read from this batch, and where they were read from is retired; in one transaction. No number
 * changes: what was written must be, file by file and month by month, what the ledger says that counts.
 *
 * @throws FencedOutError, IntegrityError, BatchStateError, WarehouseError as `commitBatch` does; nothing is changed then
 */
export async function commitCompaction(warehouse: Warehouse, input: CompactionInput): Promise<void> {
  const { batchId, fencingToken, silenceMs, months, written, at } = input;
  await commitOnce(warehouse, { batchId, silenceMs }, async (sql) => {
    await requireToken(sql, fencingToken, "look");
    await at?.("begun");
    await requireSame(sql, months, written);
    await sql.execute(RETIRE, [months]);
    await sql.execute(FORGET_PLACES, [months]);
    await sql.execute(RECORD_PLACES, [batchId, months]);
    await sql.execute(MARK, [JSON.stringify(months), batchId]);
    await requireToken(sql, fencingToken, "lock");
    await at?.("before_commit");
  });
  await at?.("after_commit");
}

async function requireSame(sql: Sql, months: readonly string[], written: readonly FileMonthTotal[]): Promise<void> {
  const counting = (await sql.query(COUNTING, [months])).map((row) => ({
    fileId: integer(row, "file_id"),
    salesMonth: text(row, "sales_month"),
    rowCount: integer(row, "row_count"),
    totalSales: decimal(row, "total_sales"),
  }));
  const found = new Set(written.map(nameOf));
  const lost = counting.find((total) => !found.delete(nameOf(total)));
  const surplus = lost ?? written.find((total) => found.has(nameOf(total)));
  if (surplus === undefined) return;
  const what = lost === undefined ? "which do not count" : "which are not among those that were written";
  throw new IntegrityError(
    `file ${surplus.fileId} has ${surplus.rowCount} sales of ${surplus.totalSales} in ${surplus.salesMonth}, ${what}`,
  );
}

function nameOf({ fileId, salesMonth, rowCount, totalSales }: FileMonthTotal): string {
  return `${fileId} ${salesMonth} ${rowCount} ${totalSales}`;
}
