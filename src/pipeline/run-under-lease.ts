import { setTimeout as wait } from "node:timers/promises";
import type { Settings } from "../config/index.ts";
import type { Job } from "../job/index.ts";
import { guardRequests } from "../lake/index.ts";
import { type Logger, Retries, RunPlace, type RunWatcher, StepTimer } from "../observability/index.ts";
import { countOpenErasures, countWaiting, fencedWarehouse, type Lease, recordWarnings } from "../warehouse/index.ts";
import { removeLateOutput } from "./attempt/batch-output.ts";
import { claim } from "./claim.ts";
import type { Failpoint } from "./context/failpoints.ts";
import { openRun, type RunInput } from "./context/open-run.ts";
import type { RunContext } from "./context/run-context.ts";
import { newRunId } from "./context/run-id.ts";
import { stoppedTooSlowly } from "./context/stop-watchdog.ts";
import { openEmitter } from "./lineage/open-emitter.ts";
import { RunLineage } from "./lineage/run-lineage.ts";
import { leaveMetrics } from "./metrics/leave-metrics.ts";
import { notify } from "./notify/notify.ts";
import { keepBegun, keepEnded } from "./outcome/keep-run.ts";
import { logRejections } from "./outcome/log-rejections.ts";
import { logWatchedChanges } from "./outcome/log-watched-changes.ts";
import { monthsToRebuild } from "./outcome/months-to-rebuild.ts";
import { nameRefused } from "./outcome/refused-files.ts";
import type { RunOutcome } from "./outcome/run-outcome.ts";
import {
  hasRefusedFiles,
  type RunFindings,
  type RunSummary,
  summaryOf,
  summaryOfFailure,
  warningsOf,
} from "./outcome/run-summary.ts";
import { recoveryText } from "./outcome/step-results.ts";
import { checkPair } from "./pair/check-pair.ts";
import { recover } from "./recover/recover.ts";
import { publishAfterRun } from "./report/publish-page.ts";
import { doubtServer } from "./server/check-server.ts";
import { traceRun } from "./tracing/trace-run.ts";

export interface RunOptions {
  /** What is run. */
  readonly job: Job;
  readonly settings: Settings;
  /** The run's date, yyyy-MM-dd: later sales are rejected. */
  readonly asOf: string;
  /** Its abort stops the run, which leaves nothing half done. */
  readonly signal: AbortSignal;
  /** Makes the log, each line of which bears the bindings, and what is under way then. */
  readonly logger: (
    bindings: Readonly<Record<string, string>>,
    underWay: () => Readonly<Record<string, string>>,
  ) => Logger;
  /** What it is started as: `run`, `replay`, … @default "run" */
  readonly command?: string;
  /** Is told what happens while it happens. */
  readonly watch?: RunWatcher;
  /** For tests that make a run fail at a point. */
  readonly failpoint?: Failpoint;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** What a command does once it has the lease and dead runs are cleared away. */
export type RunWork = (run: RunContext, lease: Lease) => Promise<Omit<RunFindings, "recovered">>;

/** Sees to it, before anything is changed, that ledger and bucket belong together. */
type Agreement = (run: RunContext) => Promise<void>;

/** A run that failed, with the files that it leaves to the next one. */
interface Failure {
  readonly error: unknown;
  readonly pending: number;
  readonly isHanging?: boolean;
}

/** Every command that changes anything: claim, recover, its work, and what came of it. Does not reject. */
export async function runUnderLease(
  { job, settings, asOf, signal, logger, command = "run", ...rest }: RunOptions,
  work: RunWork,
  agree: Agreement = checkPair,
): Promise<RunOutcome> {
  const { watch = () => {}, failpoint = () => {}, now = Date.now } = rest;
  const started = now();
  const runId = newRunId(new Date(started));
  const place = new RunPlace();
  const trace = await traceRun({ runId, command, startedAt: started, now });
  const log = logger({ runId, ...trace.bindings }, () => place.fields);
  const steps = new StepTimer(log, now, both(watch, trace.watch), place);
  const retries = new Retries(log);
  const failed = ({ error, pending, isHanging = false }: Failure): RunOutcome => {
    // What goes wrong in a run that is being stopped is only how it stopped.
    const reason: unknown = signal.aborted ? signal.reason : error;
    const summary = summaryOfFailure(runId, job, reason, now() - started, pending);
    return { summary, error: reason, steps: steps.timings, watched: [], isHanging };
  };
  const conclude = async (outcome: RunOutcome): Promise<RunOutcome> => {
    await notify({ settings: settings.notify, log, signal, now }, outcome.summary);
    await trace.end({ log, signal }, outcome.summary);
    return outcome;
  };
  const ended = new AbortController();
  try {
    const input = {
      runId,
      command,
      startedAt: started,
      job,
      asOf,
      settings,
      log,
      place,
      retries,
      steps,
      watch,
      signal,
      failpoint,
      now,
    };
    const hanging = stoppedTooSlowly(signal, ended.signal);
    const findings = await Promise.race([
      claimed(input, work, agree),
      hanging.then((error) => ({ error, pending: 0, isHanging: true })),
    ]);
    if ("error" in findings) return await conclude(failed(findings));
    const summary = summaryOf(runId, job, findings, now() - started);
    const watched = findings.processed?.result.watched ?? [];
    logWatchedChanges(log, watched);
    logRejections(log, findings.processed?.rejections ?? []);
    return await conclude({ summary, error: undefined, steps: steps.timings, watched, isHanging: false });
  } catch (error) {
    return await conclude(failed({ error, pending: 0 }));
  } finally {
    ended.abort();
  }
}

const both =
  (one: RunWatcher, other: RunWatcher): RunWatcher =>
  (event) => {
    one(event);
    other(event);
  };

async function claimed(input: RunInput, work: RunWork, agree: Agreement): Promise<RunFindings | Failure> {
  // Opened first and closed last: what is under way then keeps no other run waiting.
  await using emitter = openEmitter(input.settings.lineage, input.log);
  await using opened = await openRun(input);
  await using lease = await claim(opened.context);
  const run = {
    ...opened.context,
    signal: AbortSignal.any([input.signal, lease.signal]),
    warehouse: fencedWarehouse(opened.context.warehouse, lease),
    // A process that was stopped for longer than its lease would otherwise go on where it was, over a newer run's objects.
    lake: guardRequests(opened.context.lake, () => lease.assertHeld()),
    lineage: emitter && new RunLineage(opened.context, emitter),
  };
  await run.lineage?.begin();
  try {
    await keepBegun(run);
    await run.failpoint("lease_claimed");
    await agree(run);
    const recovered = await run.steps.run("recover", () => recover(run), recoveryText);
    await run.failpoint("recovered");
    const found = { recovered, ...(await work(run, lease)) };
    const findings = {
      ...found,
      refused: hasRefusedFiles(summaryOf(run.runId, run.job, found, 0)) ? await nameRefused(run) : [],
      ...(await monthsToRebuild(run)),
      openErasures: await lookUpErasures(run),
    };
    await removeLateOutput(run, recovered.abandoned);
    await keepWarnings(run, findings);
    await leaveBehind(run, summaryOf(run.runId, run.job, findings, run.now() - run.startedAt));
    await run.lineage?.complete(findings);
    await publishAfterRun(run);
    return findings;
  } catch (error) {
    await doubtServer(run, error);
    const pending = await waitingFiles(run);
    const reason: unknown = input.signal.aborted ? input.signal.reason : error;
    await leaveBehind(run, summaryOfFailure(run.runId, run.job, reason, run.now() - run.startedAt, pending));
    await run.lineage?.fail(reason, input.signal.aborted);
    await publishAfterRun(run);
    return { error, pending };
  }
}

/** What is told of the run later: in MySQL, and to Prometheus. */
async function leaveBehind(run: RunContext, summary: RunSummary): Promise<void> {
  await keepEnded(run, summary);
  await leaveMetrics(run, summary);
}

/** Who asked to be forgotten is not forgotten yet. */
async function lookUpErasures({ warehouse, log }: RunContext): Promise<number> {
  try {
    const open = await countOpenErasures(warehouse);
    if (open > 0)
      log.warn(`${open} erasures were not finished: repeat \`sales-pipeline erase\`; the table erasures has them`);
    return open;
  } catch (error) {
    log.error({ err: error }, "whether erasures are unfinished could not be looked up");
    return 0;
  }
}

/** For `report`. A run that has done all of its work does not fail for this. */
async function keepWarnings({ warehouse, runId, log }: RunContext, findings: RunFindings): Promise<void> {
  try {
    await recordWarnings(warehouse, runId, warningsOf(findings));
  } catch (error) {
    log.warn({ err: error }, "the warnings of this run could not be kept for `report`");
  }
}

/** For the summary only: not worth waiting for, and none if MySQL is what failed. */
async function waitingFiles(run: RunContext): Promise<number> {
  const unknown = wait(COUNT_WITHIN_MS, 0, { ref: false });
  return await Promise.race([countWaiting(run.warehouse, run.settings.run.maxFileFailures).catch(() => 0), unknown]);
}

const COUNT_WITHIN_MS = 1_000;
