import { chunks } from "../chunks.ts";
import type { Warehouse } from "../connection.ts";
import { fitText } from "../fit-text.ts";
import { integer, oneOf, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";
import { appendEvents, type FileEvent } from "./file-event.ts";
import { type ArchiveState, FILE_STATUSES, type FileStatus, TRANSITIONS } from "./file-status.ts";
import { recordFailedUpdates } from "./record-failed-updates.ts";
import { StatusConflictError } from "./status-conflict-error.ts";

/** What to write to a file's row with its new status; what is left out stays. */
export interface StatusChange {
  readonly to: FileStatus;
  /** Why, for people; cleared when left out. */
  readonly reason?: string | null;
  readonly sha256?: string;
  readonly rowsRead?: number;
  readonly rowsAccepted?: number;
  readonly rowsRejected?: number;
  readonly batchId?: string | null;
  readonly archiveState?: ArchiveState;
  /** 0 lets runs try a file again that they have left aside. A change to Failed counts by itself. */
  readonly failures?: 0;
  readonly runId: string;
  /** For the event. */
  readonly message: string;
}

const LOCK = `
  SELECT file_id, status, batch_id, run_id
  FROM staging_files
  WHERE file_id IN (?)
  ORDER BY file_id
  FOR UPDATE`;

const UPDATE = "UPDATE staging_files SET ? WHERE file_id IN (?)";

const COUNT_FAILURE = "UPDATE staging_files SET failures = failures + 1 WHERE file_id IN (?)";

/**
 * Changes the status of one file, with its event, in one transaction. A file that this run has already moved there is
 * left alone, so a call whose reply was lost can be repeated. An attempt that failed leaves an event, too.
 *
 * @throws StatusConflictError if the file is not in a status from which this change is allowed
 */
export function changeStatus(warehouse: Warehouse, change: StatusChange & { readonly fileId: number }): Promise<void> {
  const { fileId, ...rest } = change;
  return changeStatuses(warehouse, [fileId], rest);
}

/** The same change for many files: all of them change, or none. */
export function changeStatuses(warehouse: Warehouse, fileIds: readonly number[], change: StatusChange): Promise<void> {
  return warehouse.transaction(
    (sql) => changeStatusesIn(sql, fileIds, change),
    recordFailedUpdates(warehouse, { fileIds, ...change }),
  );
}

/** The same, inside a transaction of the caller. */
export async function changeStatusesIn(sql: Sql, fileIds: readonly number[], change: StatusChange): Promise<void> {
  for (const chunk of chunks(fileIds)) await changeChunk(sql, chunk, change);
}

async function changeChunk(sql: Sql, fileIds: readonly number[], change: StatusChange): Promise<void> {
  const files = (await sql.query(LOCK, [fileIds])).map((row) => ({
    fileId: integer(row, "file_id"),
    status: oneOf(row, "status", FILE_STATUSES),
    batchId: textOrNull(row, "batch_id"),
    runId: text(row, "run_id"),
  }));
  const found = new Set(files.map(({ fileId }) => fileId));
  const missing = fileIds.find((fileId) => !found.has(fileId));
  if (missing !== undefined) throw new StatusConflictError(missing, "unknown", change.to);

  const changing = files.filter(
    ({ status, batchId, runId }) =>
      status !== change.to || runId !== change.runId || (change.batchId !== undefined && batchId !== change.batchId),
  );
  const stuck = changing.find(({ status }) => !TRANSITIONS[status].includes(change.to));
  if (stuck !== undefined) throw new StatusConflictError(stuck.fileId, stuck.status, change.to);
  if (changing.length === 0) return;

  const changingIds = changing.map(({ fileId }) => fileId);
  await sql.execute(UPDATE, [assignments(change), changingIds]);
  if (change.to === "Failed") await sql.execute(COUNT_FAILURE, [changingIds]);
  const events = changing.map(
    ({ fileId, status, batchId }): FileEvent => ({
      fileId,
      from: status,
      to: change.to,
      runId: change.runId,
      // An abandoned file leaves its batch: the event still tells which one.
      batchId: change.batchId ?? batchId,
      message: change.message,
    }),
  );
  await appendEvents(sql, "changed", events);
}

function assignments(change: StatusChange): Readonly<Record<string, string | number | null>> {
  const optional = {
    sha256: change.sha256,
    rows_read: change.rowsRead,
    rows_accepted: change.rowsAccepted,
    rows_rejected: change.rowsRejected,
    batch_id: change.batchId,
    archive_state: change.archiveState,
    failures: change.failures,
  };
  return {
    status: change.to,
    reason: change.reason == null ? null : fitText("staging_files.reason", change.reason),
    run_id: change.runId,
    ...Object.fromEntries(
      Object.entries(optional).filter((entry): entry is [string, string | number | null] => entry[1] !== undefined),
    ),
  };
}
