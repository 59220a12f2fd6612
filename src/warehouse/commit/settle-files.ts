import { chunks } from "../chunks.ts";
import { changeStatusesIn } from "../ledger/change-status.ts";
import { recordSalesDates } from "../ledger/sales-dates.ts";
import { integer, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import type { CommitInput, InvalidFile, SettledFile } from "./commit-input.ts";
import { IntegrityError } from "./integrity-error.ts";

const RECORD_COUNTS = `
  UPDATE staging_files f
  JOIN JSON_TABLE(?, '$[*]' COLUMNS (
    file_id BIGINT PATH '$.fileId',
    sha256 CHAR(64) PATH '$.sha256',
    rows_read BIGINT PATH '$.rowsRead',
    rows_accepted BIGINT PATH '$.rowsAccepted',
    rows_rejected BIGINT PATH '$.rowsRejected'
  )) s ON s.file_id = f.file_id
  SET f.sha256 = COALESCE(s.sha256, f.sha256),
      f.rows_read = s.rows_read,
      f.rows_accepted = s.rows_accepted,
      f.rows_rejected = s.rows_rejected
  WHERE f.batch_id = ?`;

const RECORD_MONTHS = "INSERT INTO staging_file_months (file_id, sales_month, row_count, total_sales) VALUES ?";

const UNSETTLED = `
  SELECT file_id, status
  FROM staging_files
  WHERE batch_id = ? AND status NOT IN ('Processed', 'Invalid', 'Duplicate')
  ORDER BY file_id
  LIMIT 1`;

const PROCESSED = "SELECT COUNT(*) AS files FROM staging_files WHERE batch_id = ? AND status = 'Processed'";

const UNEQUAL_MONTHS = `
  SELECT f.file_id, f.rows_accepted, COALESCE(SUM(m.row_count), 0) AS in_months
  FROM staging_files f
  LEFT JOIN staging_file_months m ON m.file_id = f.file_id
  WHERE f.batch_id = ? AND f.status = 'Processed' AND f.feed = ?
  GROUP BY f.file_id, f.rows_accepted
  HAVING f.rows_accepted <> in_months
  ORDER BY f.file_id
  LIMIT 1`;

/**
 * The batch's files count from now on, or are invalid, duplicates are known as such, and what they replace does not count any more. Throws
 * `IntegrityError` if counts disagree.
 */
export async function settleFiles(sql: Sql, input: CommitInput): Promise<void> {
  const { job, batchId, runId, files, invalid, duplicates, superseded, voided = [] } = input;
  for (const file of invalid) await invalidate(sql, file, runId);
  for (const { fileId, ...verdict } of duplicates) {
    await changeStatusesIn(sql, [fileId], { to: "Duplicate", archiveState: "due", runId, ...verdict });
  }
  for (const file of files) requireRowsAddUp(file);
  await changeStatusesIn(
    sql,
    files.map(({ fileId }) => fileId),
    { to: "Processed", archiveState: "due", runId, message: `committed by batch ${batchId}` },
  );
  await changeStatusesIn(sql, superseded, {
    to: "Superseded",
    reason: `corrected in batch ${batchId}`,
    runId,
    message: `replaced by a newer version in batch ${batchId}`,
  });
  await changeStatusesIn(sql, voided, {
    to: "Superseded",
    reason: `taken back in batch ${batchId}; \`sales-pipeline replay --file\` with its id brings it back`,
    runId,
    message: `taken back in batch ${batchId}`,
  });
  for (const chunk of chunks(files)) await sql.execute(RECORD_COUNTS, [JSON.stringify(chunk.map(countsOf)), batchId]);
  for (const chunk of chunks(files.flatMap(monthsOf))) await sql.execute(RECORD_MONTHS, [chunk]);
  await recordSalesDates(
    sql,
    files.flatMap(({ fileId, dates }) => (dates === undefined ? [] : [{ fileId, ...dates }])),
  );
  await requireAllSettled(sql, batchId, files.length);
  await requireMonthsAddUp(sql, batchId, job.facts.name);
}

async function invalidate(sql: Sql, file: InvalidFile, runId: string): Promise<void> {
  const { fileId, sha256, rowsRead, reason, message } = file;
  await changeStatusesIn(sql, [fileId], {
    to: "Invalid",
    reason,
    ...(sha256 !== null && { sha256 }),
    rowsRead,
    rowsAccepted: 0,
    rowsRejected: rowsRead,
    archiveState: "due",
    runId,
    message,
  });
}

function requireRowsAddUp({ fileId, rowsRead, rowsAccepted, rowsRejected }: SettledFile): void {
  if (rowsRead !== rowsAccepted + rowsRejected) {
    throw new IntegrityError(
      `of file ${fileId}, ${rowsRead} rows were read, but ${rowsAccepted} accepted and ${rowsRejected} rejected`,
    );
  }
}

function countsOf({ months: _, dates: __, ...counts }: SettledFile): Omit<SettledFile, "months" | "dates"> {
  return counts;
}

function monthsOf({ fileId, months }: SettledFile): readonly (readonly (string | number)[])[] {
  return months.map(({ salesMonth, rowCount, totalSales }) => [fileId, salesMonth, rowCount, totalSales]);
}

/** A file that kept its place in the batch without a verdict could later count twice: its rows lie in the cleaned sales. */
async function requireAllSettled(sql: Sql, batchId: string, files: number): Promise<void> {
  const [unsettled] = await sql.query(UNSETTLED, [batchId]);
  if (unsettled !== undefined) {
    throw new IntegrityError(
      `file ${integer(unsettled, "file_id")} of batch ${batchId} is still ${text(unsettled, "status")}`,
    );
  }
  const [row] = await sql.query(PROCESSED, [batchId]);
  const processed = row === undefined ? 0 : integer(row, "files");
  if (processed !== files) {
    throw new IntegrityError(`${files} files were to be committed, but batch ${batchId} has ${processed}`);
  }
}

async function requireMonthsAddUp(sql: Sql, batchId: string, feed: string): Promise<void> {
  const [row] = await sql.query(UNEQUAL_MONTHS, [batchId, feed]);
  if (row === undefined) return;
  const [fileId, accepted, inMonths] = [
    integer(row, "file_id"),
    integer(row, "rows_accepted"),
    integer(row, "in_months"),
  ];
  throw new IntegrityError(`file ${fileId} has ${accepted} accepted rows, but ${inMonths} in its months`);
}
