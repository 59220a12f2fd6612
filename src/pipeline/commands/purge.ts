import type { Settings } from "../../config/index.ts";
import type { Job } from "../../job/index.ts";
import { openLake } from "../../lake/index.ts";
import type { Logger } from "../../observability/index.ts";
import { openWarehouse, requireLedger } from "../../warehouse/index.ts";
import type { RunOutcome } from "../outcome/run-outcome.ts";
import { NO_NEW_FILES } from "../outcome/run-summary.ts";
import type { Amounts } from "../purge/history.ts";
import { countHistory, purgeHistory, totalOf } from "../purge/purge-history.ts";
import { cutoffsOf } from "../purge/retention.ts";
import { type RunOptions, runUnderLease } from "../run-under-lease.ts";

export interface PurgeOptions extends RunOptions {
  /** Days, for the kinds of history that have no setting. */
  readonly olderThan?: number | undefined;
}

/** Removes history that is old enough. Looks for no new files. */
export function purgePipeline({ olderThan, ...options }: PurgeOptions): Promise<RunOutcome> {
  return runUnderLease(options, async (run) => {
    const purged = await purgeHistory(run, cutoffsOf(run.settings.retention, run.now(), olderThan));
    return { ...NO_NEW_FILES, processed: undefined, purged, isDone: totalOf(purged).count > 0 };
  });
}

export interface PurgePlanOptions {
  readonly job: Job;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly olderThan?: number | undefined;
}

/** Finds out what a purge would remove. Needs no lease and changes nothing. */
export async function planPurge({ olderThan, now, ...options }: PurgePlanOptions): Promise<Amounts> {
  const { job, settings } = options;
  await using warehouse = await openWarehouse(settings.mysql);
  await requireLedger(warehouse, job);
  const lake = openLake(settings.s3);
  try {
    return await countHistory({ ...options, warehouse, lake }, cutoffsOf(settings.retention, now, olderThan));
  } finally {
    lake.close();
  }
}
