import { messageOf } from "../../text/index.ts";
import { chunks } from "../chunks.ts";
import { integer, oneOf } from "../row.ts";
import type { Sql } from "../sql.ts";
import { WarehouseError } from "../warehouse-error.ts";
import { appendEvents } from "./file-event.ts";
import { FILE_STATUSES, type FileStatus } from "./file-status.ts";
import { StatusConflictError } from "./status-conflict-error.ts";

/** A change of status that was tried for some files. */
export interface AttemptedUpdate {
  readonly fileIds: readonly number[];
  readonly to: FileStatus;
  readonly runId: string;
  readonly batchId?: string | null | undefined;
}

const STATUSES = "SELECT file_id, status FROM staging_files WHERE file_id IN (?) ORDER BY file_id";

/**
 * What to call when an attempt at these updates failed: keeps the failure in the events of each file, also when the next
 * attempt succeeds. Best effort, because what made the update fail may make this fail too: it never throws.
 */
export function recordFailedUpdates(
  db: Sql,
  ...attempted: readonly AttemptedUpdate[]
): (error: unknown) => Promise<void> {
  return async (error) => {
    if (!isFailure(error)) return;
    const message = messageOf(error);
    try {
      for (const update of attempted) await record(db, update, message);
    } catch {
      // The error itself is thrown, or logged before the next attempt.
    }
  };
}

/**
 * Not what was perhaps done; not what the pipeline itself decided, whose reason comes with the batch that is abandoned; and
 * not what another run has taken over: to that ledger this one adds nothing any more.
 */
function isFailure(error: unknown): boolean {
  if (error instanceof StatusConflictError) return true;
  // Where nobody listens, waiting for another connection would only double the delay.
  return error instanceof WarehouseError && error.code !== "outcome_unknown" && error.code !== "unreachable";
}

async function record(db: Sql, { fileIds, to, runId, batchId = null }: AttemptedUpdate, message: string) {
  for (const chunk of chunks(fileIds)) {
    const files = (await db.query(STATUSES, [chunk])).map((row) => ({
      fileId: integer(row, "file_id"),
      from: oneOf(row, "status", FILE_STATUSES),
    }));
    const events = files.map((file) => ({ ...file, to, runId, batchId, message }));
    await appendEvents(db, "failed", events);
  }
}
