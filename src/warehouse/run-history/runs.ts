import type { StepTiming } from "../../observability/index.ts";
import type { Warehouse } from "../connection.ts";
import { fitText } from "../fit-text.ts";
import { instant, instantOrNull, integer, oneOf, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";

/** `running`: it has not said yet how it ended. `died`: it never did, and another run has the lease now. */
export const RUN_STATUSES = ["running", "processed", "nothing_to_do", "failed", "interrupted", "died"] as const;
export type KeptRunStatus = (typeof RUN_STATUSES)[number];

/** A run as it is kept for `report` and for metrics. */
export interface KeptRun {
  readonly runId: string;
  /** `run`, `replay`, … */
  readonly command: string;
  readonly status: KeptRunStatus;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Its summary, as JSON; none of a run that has not ended by itself. */
  readonly summary: string | null;
}

/** A step of a run. */
export interface KeptStep {
  readonly step: string;
  readonly outcome: "done" | "failed";
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly sparkMs: number;
  readonly did: string;
}

const CLOSE_DEAD = "UPDATE runs SET status = 'died' WHERE status = 'running' AND run_id <> ?";

const BEGIN = `
  INSERT INTO runs (run_id, command, status, started_at)
  VALUES (?, ?, 'running', FROM_UNIXTIME(?))`;

const END = "UPDATE runs SET status = ?, ended_at = CURRENT_TIMESTAMP(6), summary = ? WHERE run_id = ?";

const FORGET_STEPS = "DELETE FROM run_steps WHERE run_id = ?";

const STEP = `
  INSERT INTO run_steps (run_id, position, step, outcome, started_at, duration_ms, spark_ms, did)
  VALUES (?, ?, ?, ?, FROM_UNIXTIME(?), ?, ?, ?)`;

const RUN = "SELECT run_id, command, status, started_at, ended_at, summary FROM runs WHERE run_id = ?";

const LATEST = `
  SELECT run_id, command, status, started_at, ended_at, summary
  FROM runs
  WHERE status <> 'nothing_to_do'
  ORDER BY started_at DESC, run_id DESC
  LIMIT ?`;

const STEPS = `
  SELECT step, outcome, started_at, duration_ms, spark_ms, did
  FROM run_steps
  WHERE run_id = ?
  ORDER BY position`;

/** A run has the lease: whichever still claims to be running has died. */
export async function recordRunBegun(
  warehouse: Warehouse,
  run: { readonly runId: string; readonly command: string; readonly startedAt: number },
): Promise<void> {
  await warehouse.transaction(async (sql) => {
    await sql.execute(CLOSE_DEAD, [run.runId]);
    await sql.execute(BEGIN, [run.runId, run.command, run.startedAt / 1000]);
  });
}

/** How a run ended, and its steps. Can be repeated. */
export async function recordRunEnded(
  warehouse: Warehouse,
  runId: string,
  {
    status,
    summary,
    steps,
  }: { readonly status: KeptRunStatus; readonly summary: string; readonly steps: readonly StepTiming[] },
): Promise<void> {
  await warehouse.transaction(async (sql) => {
    await sql.execute(END, [status, summary, runId]);
    await sql.execute(FORGET_STEPS, [runId]);
    for (const [position, { step, outcome, startedAt, durationMs, sparkMs, did }] of steps.entries()) {
      const said = fitText("run_steps.did", did);
      await sql.execute(STEP, [runId, position, step, outcome, startedAt / 1000, durationMs, sparkMs, said]);
    }
  });
}

export async function keptRun(db: Sql, runId: string): Promise<KeptRun | undefined> {
  const [row] = await db.query(RUN, [runId]);
  return row && runOf(row);
}

/** Those that did something, the newest first. */
export async function latestRuns(db: Sql, limit: number): Promise<readonly KeptRun[]> {
  return (await db.query(LATEST, [limit])).map(runOf);
}

/** In the order in which they ended. */
export async function stepsOfRun(db: Sql, runId: string): Promise<readonly KeptStep[]> {
  return (await db.query(STEPS, [runId])).map((row) => ({
    step: text(row, "step"),
    outcome: oneOf(row, "outcome", ["done", "failed"] as const),
    startedAt: instant(row, "started_at"),
    durationMs: integer(row, "duration_ms"),
    sparkMs: integer(row, "spark_ms"),
    did: text(row, "did"),
  }));
}

function runOf(row: Parameters<typeof text>[0]): KeptRun {
  return {
    runId: text(row, "run_id"),
    command: text(row, "command"),
    status: oneOf(row, "status", RUN_STATUSES),
    startedAt: instant(row, "started_at"),
    endedAt: instantOrNull(row, "ended_at"),
    summary: textOrNull(row, "summary"),
  };
}
