import { StepTimer } from "../../../observability/index.ts";
import { KnownDays } from "../../interval/known-days.ts";
import type { RunOutcome } from "../../outcome/run-outcome.ts";
import { processNewFiles } from "../../run.ts";
import { type RunOptions, runUnderLease } from "../../run-under-lease.ts";
import { rebuildPipeline } from "../rebuild.ts";
import { replayPipeline } from "../replay.ts";
import type { BackfillMode } from "./mode.ts";
import { monthAfter, monthsBetween } from "./months.ts";
import { progressOf } from "./progress.ts";
import { type MonthOutcome, totalOutcome } from "./total-outcome.ts";

export interface BackfillOptions extends RunOptions {
  /** yyyy-MM, both included. */
  readonly from: string;
  readonly to: string;
  readonly mode: BackfillMode;
  /** Whether months that an interrupted backfill has done are done again. @default false */
  readonly restart?: boolean;
}

/**
 * Goes through the months, oldest first, each by a run of its own with its own lease and batch. The first one that fails ends it; the same
 * command takes it up there again. Does not reject.
 */
export async function backfillPipeline({
  from,
  to,
  mode,
  restart = false,
  ...options
}: BackfillOptions): Promise<RunOutcome> {
  const { watch = () => {}, now = Date.now } = options;
  const startedAt = now();
  const log = options.logger({}, () => ({}));
  const steps = new StepTimer(log, now, watch);
  const months = monthsBetween(from, to);
  const work = workOf(mode, options);
  const outcomes: MonthOutcome[] = [];
  let left = months;
  const total = (failure?: unknown) =>
    totalOutcome(outcomes, { job: options.job, mode, months: left, failure, durationMs: now() - startedAt });
  const progress = progressOf(mode, options.settings);
  try {
    if (restart) await progress.end(months);
    const done = await progress.done();
    left = months.filter((month) => !done.has(month));
    if (left.length < months.length) log.info({ left }, `taking the backfill up again: ${left.length} months are left`);
    for (const month of left) {
      const position = months.indexOf(month) + 1;
      const outcome = await steps.run(
        month,
        () => work(month),
        ({ summary }) => {
          return `${summary.status.replaceAll("_", " ")}, month ${position} of ${months.length}`;
        },
      );
      outcomes.push({ month, outcome });
      if (outcome.error !== undefined) return total();
      await progress.record(month, outcome.summary.runId);
    }
    await progress.end(months);
    return total();
  } catch (error) {
    return total(error);
  }
}

type MonthWork = (month: string) => Promise<RunOutcome>;

function workOf(mode: BackfillMode, options: RunOptions): MonthWork {
  switch (mode) {
    case "new":
      return newFilesOf(options, new KnownDays());
    case "replay":
      return (month) => replayPipeline({ ...options, target: { month } });
    case "rebuild":
      return (month) => rebuildPipeline({ ...options, month });
  }
}

/** More files than one run takes are left to the next one, so the month has as many as it needs. */
function newFilesOf(options: RunOptions, knownDays: KnownDays): MonthWork {
  return async (month) => {
    const interval = { of: "sales", start: midnightOf(month), end: midnightOf(monthAfter(month)) } as const;
    const settings = { ...options.settings, run: { ...options.settings.run, interval } };
    for (;;) {
      const outcome = await runUnderLease({ ...options, settings }, (run, lease) =>
        processNewFiles(run, lease, { knownDays }),
      );
      const { files, batchId } = outcome.summary;
      if (outcome.error !== undefined || files.pending === 0 || batchId === null) return outcome;
    }
  };
}

function midnightOf(month: string): string {
  return `${month}-01T00:00:00.000Z`;
}
