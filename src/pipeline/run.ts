import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Settings } from "../config/index.ts";
import { guardRequests } from "../lake/index.ts";
import { type Logger, StepTimer, type StepTiming } from "../observability/index.ts";
import { countWaiting, type IncentiveChange, type Lease } from "../warehouse/index.ts";
import { removeLateOutput } from "./attempt/batch-output.ts";
import { process } from "./attempt/process.ts";
import { claim } from "./claim.ts";
import type { AtPoint } from "./context/failpoints.ts";
import { openRun, type RunInput } from "./context/open-run.ts";
import type { RunContext } from "./context/run-context.ts";
import { newRunId } from "./context/run-id.ts";
import { discover } from "./discover.ts";
import { archive } from "./finish/archive.ts";
import { finish } from "./finish/finish.ts";
import { tellIncentives } from "./outcome/log-incentive-changes.ts";
import { type RunFindings, type RunSummary, summaryOf, summaryOfFailure } from "./outcome/run-summary.ts";
import { recover } from "./recover/recover.ts";
import { recordOwnDuplicates } from "./validate/record-own-duplicates.ts";
import { validate } from "./validate/validate.ts";

export interface RunOptions {
  readonly settings: Settings;
  /** The run's date, yyyy-MM-dd: later sales are rejected. */
  readonly asOf: string;
  /** Its abort stops the run, which leaves nothing half done. */
  readonly signal: AbortSignal;
  readonly logger: (bindings: Readonly<Record<string, string>>) => Logger;
  /** For tests that make a run fail at a point. */
  readonly at?: AtPoint;
}

export interface RunOutcome {
  readonly summary: RunSummary;
  /** Why the run did not come to its end, or undefined. */
  readonly error: unknown;
  readonly steps: readonly StepTiming[];
  readonly incentiveChanges: readonly IncentiveChange[];
  /** It was told to stop and did not come to its end: the process has to be ended, the next run recovers. */
  readonly isHanging: boolean;
}

/** What a run does once it has the lease and dead runs are cleared away. */
export type RunWork = (run: RunContext, lease: Lease) => Promise<Omit<RunFindings, "recovered">>;

/** A run that failed, with the files that it leaves to the next one. */
interface Failure {
  readonly error: unknown;
  readonly pending: number;
  readonly isHanging?: boolean;
}

/** One run, from the lease to the last clean-up. Does not reject: an error is part of the outcome. */
export async function runPipeline(
  { settings, asOf, signal, logger, at = () => {} }: RunOptions,
  work: RunWork = (run, lease) => processNewFiles(run, lease),
): Promise<RunOutcome> {
  const now = Date.now;
  const started = now();
  const runId = newRunId(new Date(started));
  const log = logger({ runId });
  const steps = new StepTimer(log, now);
  const failed = ({ error, pending, isHanging = false }: Failure): RunOutcome => {
    // What goes wrong in a run that is being stopped is only how it stopped.
    const reason: unknown = signal.aborted ? signal.reason : error;
    const summary = summaryOfFailure(runId, reason, now() - started, pending);
    return { summary, error: reason, steps: steps.timings, incentiveChanges: [], isHanging };
  };
  const ended = new AbortController();
  try {
    const input = { runId, asOf, settings, log, steps, signal, at, now };
    const findings = await Promise.race([runSteps(input, work), overdue(signal, ended.signal)]);
    if ("error" in findings) return failed(findings);
    const summary = summaryOf(runId, findings, now() - started);
    const incentives = findings.processed?.result.incentives ?? { moved: 0, changes: [] };
    tellIncentives(log, incentives);
    return {
      summary,
      error: undefined,
      steps: steps.timings,
      incentiveChanges: incentives.changes,
      isHanging: false,
    };
  } catch (error) {
    return failed({ error, pending: 0 });
  } finally {
    ended.abort();
  }
}

/** Resolves when a run that was told to stop has not done so in time: some server does not answer it. */
async function overdue(signal: AbortSignal, ended: AbortSignal): Promise<Failure> {
  if (!signal.aborted) await once(signal, "abort", { signal: ended });
  await wait(STOP_WITHIN_MS, undefined, { signal: ended });
  return { error: signal.reason, pending: 0, isHanging: true };
}

/** Schedulers kill what does not stop within ten seconds. */
const STOP_WITHIN_MS = 8_000;

async function runSteps(input: RunInput, work: RunWork): Promise<RunFindings | Failure> {
  await using opened = await openRun(input);
  await using lease = await claim(opened.context);
  const run = {
    ...opened.context,
    signal: AbortSignal.any([input.signal, lease.signal]),
    // A process that was stopped for longer than its lease would otherwise go on where it was, over a newer run's objects.
    lake: guardRequests(opened.context.lake, () => lease.assertHeld()),
  };
  try {
    await run.at("lease_claimed");
    const recovered = await run.steps.run("recover", () => recover(run));
    await run.at("recovered");
    const findings = { recovered, ...(await work(run, lease)) };
    await removeLateOutput(run, recovered.abandoned);
    return findings;
  } catch (error) {
    return { error, pending: await waitingFiles(run) };
  }
}

/** For the summary only: not worth waiting for, and none if MySQL is what failed. */
async function waitingFiles(run: RunContext): Promise<number> {
  const unknown = wait(COUNT_WITHIN_MS, 0, { ref: false });
  return await Promise.race([countWaiting(run.warehouse).catch(() => 0), unknown]);
}

const COUNT_WITHIN_MS = 1_000;

/** Processes all that is new below `raw/`; of the keys `again`, also content that counts already. */
export async function processNewFiles(
  run: RunContext,
  lease: Lease,
  again: ReadonlySet<string> = new Set(),
): Promise<Omit<RunFindings, "recovered">> {
  const { steps } = run;
  const discovery = await steps.run("discover", () => discover(run));
  await run.at("files_recorded");
  const validation = await steps.run("validate", () => validate(run, discovery.files, again));
  await run.at("files_judged");
  const { processed, unreadable } = await process(run, lease, validation.valid);
  await recordOwnDuplicates(run, validation.duplicates, processed);
  await run.at("duplicates_recorded");
  if (processed === undefined) await steps.run("archive", () => archive(run));
  else await finish(run, processed.batchId);
  return { discovery, validation, processed, unreadable };
}
