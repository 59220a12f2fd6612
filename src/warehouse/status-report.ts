import { BATCH_COLUMNS, type Batch, batch } from "./batches/batch.ts";
import type { LeaseHolder } from "./lease/lease-holder.ts";
import { readHolder } from "./lease/lease-row.ts";
import { FILE_STATUSES, type FileStatus } from "./ledger/file-status.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./ledger/file-version.ts";
import { type LastDiscovery, lastDiscovery } from "./ledger/last-discovery.ts";
import { integer, oneOf, text } from "./row.ts";
import type { Sql } from "./sql.ts";

export interface StatusReport {
  /** The run that works now. */
  readonly running: LeaseHolder | undefined;
  readonly discovery: LastDiscovery | undefined;
  readonly counts: readonly { readonly feed: string; readonly status: FileStatus; readonly files: number }[];
  /** The latest first. */
  readonly batches: readonly Batch[];
  /** Files that do not count: those first that could not be read, then the latest. */
  readonly notProcessed: readonly FileVersion[];
}

const COUNTS = `
  SELECT feed, status, COUNT(*) AS files
  FROM staging_files
  GROUP BY feed, status
  ORDER BY feed, status`;

const LATEST_BATCHES = `SELECT ${BATCH_COLUMNS} FROM batches ORDER BY opened_at DESC, batch_id DESC LIMIT ?`;

const NOT_PROCESSED = `
  SELECT ${FILE_VERSION_COLUMNS}
  FROM staging_files
  WHERE status <> 'Processed'
  ORDER BY status = 'Failed' DESC, file_id DESC
  LIMIT ?`;

/** For the command `status`: at most `limit` batches and `limit` files. */
export async function statusReport(db: Sql, { limit }: { readonly limit: number }): Promise<StatusReport> {
  return {
    running: await runningNow(db),
    discovery: await lastDiscovery(db),
    counts: (await db.query(COUNTS)).map((row) => ({
      feed: text(row, "feed"),
      status: oneOf(row, "status", FILE_STATUSES),
      files: integer(row, "files"),
    })),
    batches: (await db.query(LATEST_BATCHES, [limit])).map(batch),
    notProcessed: (await db.query(NOT_PROCESSED, [limit])).map(fileVersion),
  };
}

/** The run that holds the lease. */
export async function runningNow(db: Sql): Promise<LeaseHolder | undefined> {
  const holder = await readHolder(db);
  return holder?.expired ? undefined : holder;
}
