import type { Settings } from "../config/index.ts";
import { guardRequests } from "../lake/index.ts";
import { type Logger, StepTimer, type StepTiming } from "../observability/index.ts";
import type { IncentiveChange, Lease } from "../warehouse/index.ts";
import { archive } from "./archive.ts";
import { claim } from "./claim.ts";
import { discover } from "./discover.ts";
import { finish } from "./finish.ts";
import { openRun, type RunInput } from "./open-run.ts";
import { process } from "./process.ts";
import { recordOwnDuplicates } from "./record-own-duplicates.ts";
import { recover } from "./recover.ts";
import type { RunContext } from "./run-context.ts";
import { newRunId } from "./run-id.ts";
import { type RunFindings, type RunSummary, summaryOf, summaryOfFailure } from "./run-summary.ts";
import { validate } from "./validate.ts";

export interface RunOptions {
  readonly settings: Settings;
  /** The run's date, yyyy-MM-dd: later sales are rejected. */
  readonly asOf: string;
  /** Its abort stops the run, which leaves nothing half done. */
  readonly signal: AbortSignal;
  readonly logger: (bindings: Readonly<Record<string, string>>) => Logger;
}

export interface RunOutcome {
  readonly summary: RunSummary;
  /** Why the run did not come to its end, or undefined. */
  readonly error: unknown;
  readonly steps: readonly StepTiming[];
  readonly incentiveChanges: readonly IncentiveChange[];
}

/** What a run does once it has the lease and dead runs are cleared away. */
export type RunWork = (run: RunContext, lease: Lease) => Promise<Omit<RunFindings, "recovered">>;

/** One run, from the lease to the last clean-up. Does not reject: an error is part of the outcome. */
export async function runPipeline(
  { settings, asOf, signal, logger }: RunOptions,
  work: RunWork = (run, lease) => processNewFiles(run, lease),
): Promise<RunOutcome> {
  const now = Date.now;
  const started = now();
  const runId = newRunId(new Date(started));
  const log = logger({ runId });
  const steps = new StepTimer(log, now);
  try {
    const findings = await runSteps({ runId, asOf, settings, log, steps, signal, now }, work);
    const summary = summaryOf(runId, findings, now() - started);
    const incentiveChanges = findings.processed?.result.incentives.changes ?? [];
    return { summary, error: undefined, steps: steps.timings, incentiveChanges };
  } catch (error) {
    const summary = summaryOfFailure(runId, error, now() - started);
    return { summary, error, steps: steps.timings, incentiveChanges: [] };
  }
}

async function runSteps(input: RunInput, work: RunWork): Promise<RunFindings> {
  await using opened = await openRun(input);
  await using lease = await claim(opened.context);
  const run = {
    ...opened.context,
    signal: AbortSignal.any([input.signal, lease.signal]),
    // A process that was stopped for longer than its lease would otherwise go on where it was, over a newer run's objects.
    lake: guardRequests(opened.context.lake, () => lease.assertHeld()),
  };
  const recovered = await run.steps.run("recover", () => recover(run));
  return { recovered, ...(await work(run, lease)) };
}

/** Processes all that is new below `raw/`; of the keys `again`, also content that counts already. */
export async function processNewFiles(
  run: RunContext,
  lease: Lease,
  again: ReadonlySet<string> = new Set(),
): Promise<Omit<RunFindings, "recovered">> {
  const { steps } = run;
  const discovery = await steps.run("discover", () => discover(run));
  const validation = await steps.run("validate", () => validate(run, discovery.files, again));
  const processed = await process(run, lease, validation.valid);
  await recordOwnDuplicates(run, validation.duplicates, processed);
  if (processed === undefined) await steps.run("archive", () => archive(run));
  else await finish(run, processed.batchId);
  return { discovery, validation, processed };
}
