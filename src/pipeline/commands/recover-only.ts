import type { RunOutcome } from "../outcome/run-outcome.ts";
import { NO_NEW_FILES } from "../outcome/run-summary.ts";
import { type RunOptions, runUnderLease } from "../run-under-lease.ts";

/** Only what every run begins with: finishes or abandons what dead runs left. Looks for no new files. */
export function recoverPipeline(options: RunOptions): Promise<RunOutcome> {
  return runUnderLease(options, async () => ({ ...NO_NEW_FILES, processed: undefined, onlyRecovers: true }));
}
