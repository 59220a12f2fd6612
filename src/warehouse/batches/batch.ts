import {
  instant,
  instantOrNull,
  integer,
  integerOrNull,
  oneOf,
  type Row,
  text,
  textListOrEmpty,
  textOrNull,
} from "../row.ts";

/**
 * `building`: nothing of it counts yet. `committed`: it counts, and is still to be published, archived, cleaned up.
 * `completed`: all done. `abandoned`: given up before its commit, its files are Pending again.
 */
export const BATCH_STATES = ["building", "committed", "completed", "abandoned"] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** One attempt to process a set of files. */
export interface Batch {
  readonly batchId: string;
  readonly runId: string;
  readonly fencingToken: number;
  readonly state: BatchState;
  readonly sparkSessionId: string | null;
  readonly lakePath: string;
  readonly files: number;
  readonly rowsRead: number | null;
  readonly rowsAccepted: number | null;
  readonly rowsRejected: number | null;
  /** yyyy-MM, ascending; known from the commit on. */
  readonly months: readonly string[];
  readonly errorMessage: string | null;
  /** ISO 8601, UTC. */
  readonly openedAt: string;
  readonly committedAt: string | null;
  /** When it was completed or abandoned. */
  readonly finishedAt: string | null;
}

export const BATCH_COLUMNS = `
  batch_id, run_id, fencing_token, state, spark_session_id, lake_path, files,
  rows_read, rows_accepted, rows_rejected, months, error_message,
  opened_at, committed_at, finished_at`;

export function batch(row: Row): Batch {
  return {
    batchId: text(row, "batch_id"),
    runId: text(row, "run_id"),
    fencingToken: integer(row, "fencing_token"),
    state: oneOf(row, "state", BATCH_STATES),
    sparkSessionId: textOrNull(row, "spark_session_id"),
    lakePath: text(row, "lake_path"),
    files: integer(row, "files"),
    rowsRead: integerOrNull(row, "rows_read"),
    rowsAccepted: integerOrNull(row, "rows_accepted"),
    rowsRejected: integerOrNull(row, "rows_rejected"),
    months: textListOrEmpty(row, "months"),
    errorMessage: textOrNull(row, "error_message"),
    openedAt: instant(row, "opened_at"),
    committedAt: instantOrNull(row, "committed_at"),
    finishedAt: instantOrNull(row, "finished_at"),
  };
}
