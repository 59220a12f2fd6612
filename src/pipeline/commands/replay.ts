import { refusedInRun } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { archive } from "../finish/archive.ts";
import type { RunOutcome } from "../outcome/run-outcome.ts";
import { NO_NEW_FILES } from "../outcome/run-summary.ts";
import { processNewFiles } from "../run.ts";
import { type RunOptions, runUnderLease } from "../run-under-lease.ts";
import { type ReplayTarget, replayTarget } from "./replay-target.ts";
import { restoreFiles } from "./restore-files.ts";
import { retryFailed } from "./retry-failed.ts";

export interface ReplayOptions extends RunOptions {
  readonly target: ReplayTarget;
}

/**
 * Puts kept files back below `raw/` and processes them as new versions: quarantined ones are judged anew, those that
 * count replace themselves, failed ones are tried again. What is new below `raw/` is processed with them.
 */
export function replayPipeline({ target, ...options }: ReplayOptions): Promise<RunOutcome> {
  return runUnderLease(options, async (run, lease) => {
    // What is settled but still below raw/ would be in its own way.
    await archive(run);
    const files = await replayTarget(run, target);
    if (files.length === 0) return { ...NO_NEW_FILES, processed: undefined };
    const [failed, kept] = [true, false].map((is) => files.filter(({ status }) => (status === "Failed") === is));
    await retryFailed(run, failed ?? []);
    await run.steps.run("restore files", () => restoreFiles(run, kept ?? []));
    await run.failpoint("files_restored");
    const counting = files.filter(({ status }) => status === "Processed");
    const again = new Set(counting.map(({ objectKey }) => objectKey));
    const found = await processNewFiles(withoutLimit(run), lease, { again });
    return { ...found, refusedReplays: await tellRefused(run, again) };
  });
}

/** A file that counts and is refused now goes on to count as it was read before, which is not what was asked for. */
async function tellRefused({ warehouse, runId, log }: RunContext, again: ReadonlySet<string>): Promise<number> {
  if (again.size === 0) return 0;
  const refused = (await refusedInRun(warehouse, runId, MOST_REFUSED)).filter(({ objectKey }) => again.has(objectKey));
  for (const { objectKey, status, reason } of refused) {
    log.warn(
      { key: objectKey, status, reason },
      `${objectKey} was replayed and is ${status}: its rows count as they were read before`,
    );
  }
  return refused.length;
}

const MOST_REFUSED = 1_000_000;

/** A replayed file that is left for another run would be a duplicate there: nothing but this run knows of the replay. */
function withoutLimit(run: RunContext): RunContext {
  const { settings } = run;
  const limits = { maxFiles: Number.MAX_SAFE_INTEGER, interval: undefined };
  return { ...run, settings: { ...settings, run: { ...settings.run, ...limits } } };
}
