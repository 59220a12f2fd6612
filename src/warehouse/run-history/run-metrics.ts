import { FILE_STATUSES, type FileStatus } from "../ledger/file-status.ts";
import { instant, instantOrNull, integer, oneOf, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { type BatchQuality, qualityTrend } from "./quality-trend.ts";
import { type RefusedFiles, refusedFiles } from "./refused-files.ts";
import { type RunTotal, runTotals } from "./run-totals.ts";

/** What MySQL knows of all runs, for metrics. */
export interface RunMetrics {
  readonly totals: readonly RunTotal[];
  /** When a run of each command last came to its end, ISO 8601. */
  readonly successes: readonly { readonly command: string; readonly at: string }[];
  readonly files: readonly { readonly feed: string; readonly status: FileStatus; readonly files: number }[];
  /** When the file that has waited longest was uploaded; null where none waits. */
  readonly oldestPendingAt: string | null;
  readonly refused: RefusedFiles;
  /** Of the last batch that read rows. */
  readonly quality: BatchQuality | undefined;
}

/** Of refused files so many are named: each is a series of its own. */
const MOST_NAMED = 20;

const SUCCESSES = `
  SELECT command, MAX(ended_at) AS at
  FROM runs
  WHERE status IN ('processed', 'nothing_to_do') AND ended_at IS NOT NULL
  GROUP BY command
  ORDER BY command`;

const FILES = "SELECT feed, status, COUNT(*) AS files FROM staging_files GROUP BY feed, status ORDER BY feed, status";

const OLDEST_PENDING = `
  SELECT MIN(COALESCE(last_modified, created_at)) AS at
  FROM staging_files
  WHERE archive_state = 'none' AND status IN ('Pending', 'Processing')`;

export async function runMetrics(db: Sql): Promise<RunMetrics> {
  const [oldest = {}] = await db.query(OLDEST_PENDING);
  const [quality] = await qualityTrend(db, undefined, 1);
  return {
    totals: await runTotals(db),
    successes: (await db.query(SUCCESSES)).map((row) => ({ command: text(row, "command"), at: instant(row, "at") })),
    files: (await db.query(FILES)).map((row) => ({
      feed: text(row, "feed"),
      status: oneOf(row, "status", FILE_STATUSES),
      files: integer(row, "files"),
    })),
    oldestPendingAt: instantOrNull(oldest, "at"),
    refused: await refusedFiles(db, MOST_NAMED),
    quality,
  };
}
