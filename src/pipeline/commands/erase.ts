import { erasePerson } from "../erase/erase-person.ts";
import { isFound } from "../erase/erasing.ts";
import { archive } from "../finish/archive.ts";
import type { RunOutcome } from "../outcome/run-outcome.ts";
import { NO_NEW_FILES } from "../outcome/run-summary.ts";
import { type RunOptions, runUnderLease } from "../run-under-lease.ts";

export interface EraseOptions extends RunOptions {
  /** The key of the job's subject. */
  readonly key: number;
  /** Only find out what there is; the lease is taken all the same, so that it holds still. */
  readonly isDryRun?: boolean;
}

/** Takes one person out of everything that is kept, without moving a sum. Looks for no new files. */
export function erasePipeline({ key, isDryRun = false, ...options }: EraseOptions): Promise<RunOutcome> {
  return runUnderLease(options, async (run, lease) => {
    const { subject } = run.job;
    if (subject === undefined) throw new Error("The job declares no subject: there is nobody to erase.");
    // What is settled but still below raw/ would not be found where files are kept.
    if (!isDryRun) await archive(run);
    const erased = await erasePerson(run, lease, { subject, key, isDryRun });
    if (erased.unsearched.length > 0) {
      run.log.warn({ keys: erased.unsearched }, `${erased.unsearched.length} kept files cannot be looked into`);
    }
    return { ...NO_NEW_FILES, processed: undefined, erased, isDone: isFound(erased) };
  });
}
