import { partitionValues } from "../job/index.ts";
import { BATCH_COLUMNS, type Batch, batch } from "./batches/batch.ts";
import { type Rejection, rejectionsOfBatch } from "./commit/batch-rejections.ts";
import type { MartResult } from "./commit/commit-result.ts";
import { FILE_STATUSES, type FileStatus } from "./ledger/file-status.ts";
import { FILE_VERSION_COLUMNS, type FileVersion, fileVersion } from "./ledger/file-version.ts";
import { type Warnings, warningsOfRun } from "./ledger/run-warnings.ts";
import { type PlannedPartition, plannedPartitions } from "./partitions/planned-partition.ts";
import { instant, integer, oneOf, text, textOrNull } from "./row.ts";
import { causesOfBatch, type KeptChange, type MonthCause, watchedOfBatch } from "./run-history/batch-watched.ts";
import { type KeptRun, type KeptStep, keptRun, stepsOfRun } from "./run-history/runs.ts";
import type { Sql } from "./sql.ts";

/** What the ledger tells of one run, or of one batch of it. */
export interface RunReport {
  readonly runId: string;
  /** How it went; none of runs of versions that did not keep that. */
  readonly run: KeptRun | undefined;
  /** In the order in which they ended. */
  readonly steps: readonly KeptStep[];
  readonly batches: readonly ReportedBatch[];
  /** The files that it dealt with, by key. */
  readonly files: readonly ReportedFile[];
  /** Those of its summary. */
  readonly warnings: Warnings;
  /** Updates of a file's status that MySQL did not take at first. */
  readonly failedUpdates: readonly { readonly fileId: number; readonly at: string; readonly message: string | null }[];
}

export interface ReportedBatch extends Batch {
  /** The marts after its commit; none before. */
  readonly marts: Readonly<Record<string, MartResult>>;
  /** With the values of their columns: `storeId`, `salesMonth`. */
  readonly partitions: readonly (PlannedPartition & ReturnType<typeof partitionValues>)[];
  /** Why rows did not count, by feed, the most frequent reason first. */
  readonly rejections: readonly Rejection[];
  /** Whose watched values it moved, in months that had been computed before. */
  readonly watched: readonly KeptChange[];
  /** By which of its files months changed. */
  readonly causes: readonly MonthCause[];
}

export interface ReportedFile extends FileVersion {
  /** What it became in that run; `status` is what it is now. */
  readonly became: FileStatus;
  readonly message: string | null;
}

const LATEST_RUN = `
  SELECT run_id
  FROM (
    (SELECT run_id, created_at AS at FROM staging_file_events ORDER BY event_id DESC LIMIT 1)
    UNION ALL
    (SELECT run_id, opened_at AS at FROM batches ORDER BY opened_at DESC, batch_id DESC LIMIT 1)
  ) latest
  ORDER BY at DESC
  LIMIT 1`;

/** By run or by batch: the other value is NULL. */
const BATCHES = `
  SELECT ${BATCH_COLUMNS}
  FROM batches
  WHERE run_id = ? AND (? IS NULL OR batch_id = ?)
  ORDER BY opened_at, batch_id`;

const MARTS = "SELECT mart, row_count, changed FROM batch_marts WHERE batch_id = ? ORDER BY mart";

const RUN_OF_BATCH = "SELECT run_id FROM batches WHERE batch_id = ?";

const FILES = `
  SELECT ${FILE_VERSION_COLUMNS.split(",")
    .map((column) => `f.${column.trim()}`)
    .join(", ")},
    e.to_status AS became, e.message
  FROM (
    SELECT MAX(event_id) AS event_id
    FROM staging_file_events
    WHERE run_id = ? AND (? IS NULL OR batch_id = ?) AND outcome = 'changed'
    GROUP BY file_id
  ) latest
  JOIN staging_file_events e ON e.event_id = latest.event_id
  JOIN staging_files f ON f.file_id = e.file_id
  ORDER BY f.object_key, f.file_id`;

const FAILED_UPDATES = `
  SELECT file_id, created_at, message
  FROM staging_file_events
  WHERE run_id = ? AND (? IS NULL OR batch_id = ?) AND outcome = 'failed'
  ORDER BY event_id`;

/** The run of that id or of that batch, else the last one that changed anything. Undefined if there is none. */
export async function runReport(
  db: Sql,
  asked: { readonly runId?: string | undefined; readonly batchId?: string | undefined } = {},
): Promise<RunReport | undefined> {
  const runId = asked.runId ?? (await findRun(db, asked.batchId));
  if (runId === undefined) return undefined;
  const { batchId = null } = asked;
  const which = [runId, batchId, batchId];
  const batches: ReportedBatch[] = [];
  for (const row of await db.query(BATCHES, which)) {
    const reported = batch(row);
    const planned = await plannedPartitions(db, reported.batchId);
    const partitions = planned.map((partition) => ({ ...partitionValues(partition.path), ...partition }));
    batches.push({
      ...reported,
      marts: await martsOf(db, reported.batchId),
      partitions,
      rejections: await rejectionsOfBatch(db, reported.batchId),
      watched: await watchedOfBatch(db, reported.batchId),
      causes: await causesOfBatch(db, reported),
    });
  }
  const files = (await db.query(FILES, which)).map((row) => ({
    ...fileVersion(row),
    became: oneOf(row, "became", FILE_STATUSES),
    message: textOrNull(row, "message"),
  }));
  const failedUpdates = (await db.query(FAILED_UPDATES, which)).map((row) => ({
    fileId: Number(row["file_id"]),
    at: instant(row, "created_at"),
    message: textOrNull(row, "message"),
  }));
  const warnings = await warningsOfRun(db, runId);
  const run = await keptRun(db, runId);
  const steps = await stepsOfRun(db, runId);
  const known =
    run !== undefined || batches.length + files.length + failedUpdates.length + Object.keys(warnings).length > 0;
  return known ? { runId, run, steps, batches, files, warnings, failedUpdates } : undefined;
}

async function findRun(db: Sql, batchId: string | undefined): Promise<string | undefined> {
  const [row] = batchId === undefined ? await db.query(LATEST_RUN) : await db.query(RUN_OF_BATCH, [batchId]);
  return row === undefined ? undefined : text(row, "run_id");
}

async function martsOf(db: Sql, batchId: string): Promise<ReportedBatch["marts"]> {
  const rows = await db.query(MARTS, [batchId]);
  return Object.fromEntries(
    rows.map((row) => [text(row, "mart"), { rows: integer(row, "row_count"), changed: integer(row, "changed") }]),
  );
}
