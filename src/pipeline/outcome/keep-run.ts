import { setTimeout as wait } from "node:timers/promises";
import { recordRunBegun, recordRunEnded } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { RunStatus, RunSummary } from "./run-summary.ts";

/** A run that fails because MySQL is gone, or that has to stop, does not wait longer for this. */
const WITHIN_MS = 2_000;

type Keeping = Pick<RunContext, "warehouse" | "runId" | "command" | "startedAt" | "steps" | "retries" | "log">;

/** Says in the ledger that the run is at work. A run does not fail for this, nor for the next. */
export async function keepBegun({ warehouse, runId, command, startedAt, log }: Keeping): Promise<void> {
  try {
    await recordRunBegun(warehouse, { runId, command, startedAt });
  } catch (error) {
    log.warn({ err: error }, "that this run began could not be kept for `report`");
  }
}

/** Keeps how the run ended, and what its steps took, for `report` and metrics. */
export async function keepEnded(
  { warehouse, runId, steps, retries, log }: Keeping,
  summary: RunSummary,
): Promise<void> {
  const kept = recordRunEnded(warehouse, runId, {
    status: KEPT_AS[summary.status],
    summary: JSON.stringify(summary),
    steps: steps.timings,
    retries: retries.counts,
  }).catch((error: unknown) => {
    log.warn({ err: error }, "how this run ended could not be kept for `report`");
  });
  await Promise.race([kept, wait(WITHIN_MS, undefined, { ref: false })]);
}

const KEPT_AS = {
  processed: "processed",
  nothing_to_do: "nothing_to_do",
  failed: "failed",
  // Another run has taken the lease from it.
  busy: "failed",
  interrupted: "interrupted",
} as const satisfies Record<RunStatus, string>;
