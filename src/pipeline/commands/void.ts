import type { Settings } from "../../config/index.ts";
import type { Job } from "../../job/index.ts";
import { openLake } from "../../lake/index.ts";
import { type FileVersion, type MonthTotal, openWarehouse, requireLedger, salesOfFile } from "../../warehouse/index.ts";
import { process } from "../attempt/process.ts";
import { finish } from "../finish/finish.ts";
import { findDoubtfulChanges } from "../outcome/doubtful-changes.ts";
import type { RunOutcome } from "../outcome/run-outcome.ts";
import { NO_NEW_FILES } from "../outcome/run-summary.ts";
import { type RunOptions, runUnderLease } from "../run-under-lease.ts";
import { NO_CONTENTS } from "../validate/separate-contents.ts";
import { voidTarget } from "./void-target.ts";

export interface VoidOptions extends RunOptions {
  /** The id of a file, its key in `raw/`, or the key where it is kept. */
  readonly file: string;
}

/**
 * Takes an import back: its version is Superseded, and the marts of its months follow, as one batch without files. The file stays
 * where it is kept, so that a replay can bring it back. Looks for no new files.
 */
export function voidPipeline({ file, ...options }: VoidOptions): Promise<RunOutcome> {
  return runUnderLease(options, async (run, lease) => {
    const target = await voidTarget(run, file);
    run.log.info({ key: target.objectKey, fileId: target.fileId }, `taking back file ${target.fileId}`);
    const { processed } = await process(run, lease, { contents: NO_CONTENTS, voided: [target] });
    if (processed === undefined) return { ...NO_NEW_FILES, processed };
    const doubtful = await findDoubtfulChanges(run, processed);
    const { unarchived } = await finish(run, processed.batchId);
    return { ...NO_NEW_FILES, processed, doubtful, unarchived };
  });
}

/** What taking the file back would take away. */
export interface VoidPlan {
  readonly file: FileVersion;
  /** Its sales that count now. */
  readonly months: readonly MonthTotal[];
}

/**
 * Finds out what a void would do. Needs no lease and changes nothing.
 *
 * @throws VoidError as a void does
 */
export async function planVoid(job: Job, settings: Settings, asked: string): Promise<VoidPlan> {
  await using warehouse = await openWarehouse(settings.mysql);
  await requireLedger(warehouse, job);
  const lake = openLake(settings.s3);
  try {
    const file = await voidTarget({ job, warehouse, lake }, asked);
    return { file, months: await salesOfFile(warehouse, file.fileId) };
  } finally {
    lake.close();
  }
}
