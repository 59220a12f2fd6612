import type { Job } from "../../../job/index.ts";
import type { RunOutcome } from "../../outcome/run-outcome.ts";
import { type BackfillProgress, type RunSummary, summaryOfFailure } from "../../outcome/run-summary.ts";

/** How a month went. */
export interface MonthOutcome {
  readonly month: string;
  readonly outcome: RunOutcome;
}

interface Whole {
  readonly job: Job;
  readonly mode: BackfillProgress["mode"];
  /** That were to be done, oldest first. */
  readonly months: readonly string[];
  /** What went wrong between two months. */
  readonly failure: unknown;
  readonly durationMs: number;
}

/** One outcome for all months: what their runs did is added up, and how the last one ended is how the whole did. */
export function totalOutcome(outcomes: readonly MonthOutcome[], whole: Whole): RunOutcome {
  const last = outcomes.at(-1)?.outcome;
  const error = whole.failure ?? last?.error;
  const summaries = outcomes.map(({ outcome }) => outcome.summary);
  return {
    summary: {
      ...totalSummary(summaries, whole, error),
      durationMs: whole.durationMs,
      backfill: progress(outcomes, whole),
    },
    error,
    steps: outcomes.flatMap(({ outcome }) => outcome.steps),
    watched: outcomes.flatMap(({ outcome }) => outcome.watched),
    isHanging: last?.isHanging ?? false,
  };
}

function progress(outcomes: readonly MonthOutcome[], { mode, months }: Whole): BackfillProgress {
  const runs = outcomes.map(({ month, outcome: { summary } }) => {
    return { month, status: summary.status, runId: summary.runId, batchId: summary.batchId };
  });
  const done = new Set(outcomes.filter(({ outcome }) => outcome.error === undefined).map(({ month }) => month));
  return { mode, runs, left: months.filter((month) => !done.has(month)) };
}

function totalSummary(
  summaries: readonly RunSummary[],
  { job, failure, durationMs }: Whole,
  error: unknown,
): RunSummary {
  const failed = failure === undefined ? undefined : summaryOfFailure("", job, failure, durationMs);
  const last = summaries.at(-1) ?? failed ?? nothingToDo(job);
  const sum = (count: (summary: RunSummary) => number) => summaries.reduce((all, each) => all + count(each), 0);
  const isIdle = summaries.every(({ status }) => status === "nothing_to_do");
  return {
    ...last,
    ...Object.fromEntries(movedOf(last).map((name) => [name, sum((summary) => summary[name] ?? 0)])),
    ...(failed?.error !== undefined && { error: failed.error }),
    status: error === undefined ? (isIdle ? "nothing_to_do" : "processed") : (failed ?? last).status,
    files: {
      processed: sum(({ files }) => files.processed),
      invalid: sum(({ files }) => files.invalid),
      duplicate: sum(({ files }) => files.duplicate),
      superseded: sum(({ files }) => files.superseded),
      pending: last.files.pending,
    },
    rows: {
      read: sum(({ rows }) => rows.read),
      accepted: sum(({ rows }) => rows.accepted),
      rejected: sum(({ rows }) => rows.rejected),
    },
    months: [...new Set(summaries.flatMap(({ months }) => months))].toSorted(),
    marts: totalMarts(summaries),
    warnings: totalWarnings(summaries),
  };
}

/** Of a backfill that was done already. */
function nothingToDo(job: Job): RunSummary {
  const { error, ...summary } = summaryOfFailure("", job, undefined, 0);
  return { ...summary, status: "nothing_to_do" };
}

function totalMarts(summaries: readonly RunSummary[]): RunSummary["marts"] {
  const marts: Record<string, RunSummary["marts"][string]> = {};
  for (const [name, { rows, changed }] of summaries.flatMap((summary) => Object.entries(summary.marts))) {
    marts[name] = { rows, changed: changed + (marts[name]?.changed ?? 0) };
  }
  return marts;
}

/** What lies there is no more for being found by several runs. */
const LYING_THERE =
  /^(failed_file_left_aside|misplaced_object|unarchived_file|unfinished_erasure|month_not_computed:.*|stale_month:.*)$/;

function totalWarnings(summaries: readonly RunSummary[]): RunSummary["warnings"] {
  const warnings: Record<string, number> = {};
  for (const [code, count] of summaries.flatMap((summary) => Object.entries(summary.warnings))) {
    warnings[code] = count + (LYING_THERE.test(code) ? 0 : (warnings[code] ?? 0));
  }
  return warnings;
}

function movedOf(summary: RunSummary): readonly `${string}Moved`[] {
  return Object.keys(summary).filter((name): name is `${string}Moved` => name.endsWith("Moved"));
}
