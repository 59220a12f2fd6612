import type { StepTiming } from "../../observability/index.ts";
import type { Warehouse } from "../connection.ts";
import { fitText } from "../fit-text.ts";
import { instant, instantOrNull, integer, oneOf, text, textOrNull } from "../row.ts";
import type { Sql } from "../sql.ts";
import { addRunTotals, type RunTotal, totalsOfBatches } from "./run-totals.ts";

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

const DEAD = "SELECT run_id, command FROM runs WHERE status = 'running' AND run_id <> ? FOR UPDATE";

const CLOSE_DEAD = "UPDATE runs SET status = 'died' WHERE status = 'running' AND run_id <> ?";

const BEGIN = `
  INSERT INTO runs (run_id, command, status, started_at)
  VALUES (?, ?, 'running', FROM_UNIXTIME(?))`;

const COMMAND_OF_RUNNING = "SELECT command FROM runs WHERE run_id = ? AND status = 'running' FOR UPDATE";

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
    for (const row of await sql.query(DEAD, [run.runId])) {
      const died = { kind: "runs", subject: text(row, "command"), outcome: "died", amount: 1 } as const;
      await addRunTotals(sql, [died, ...(await totalsOfBatches(sql, text(row, "run_id")))]);
    }
    await sql.execute(CLOSE_DEAD, [run.runId]);
    await sql.execute(BEGIN, [run.runId, run.command, run.startedAt / 1000]);
  });
}

/** How a run ended. */
export interface EndedRun {
  readonly status: KeptRunStatus;
  readonly summary: string;
  readonly steps: readonly StepTiming[];
  /** How often requests were repeated, by server. */
  readonly retries: Readonly<Record<string, number>>;
}

/** How a run ended, its steps, and what it adds to the totals. Can be repeated: what is known to have ended is not added again. */
export async function recordRunEnded(warehouse: Warehouse, runId: string, ended: EndedRun): Promise<void> {
  const { status, summary, steps } = ended;
  await warehouse.transaction(async (sql) => {
    const [running] = await sql.query(COMMAND_OF_RUNNING, [runId]);
    if (running !== undefined) {
      const totals = [...totalsOf(text(running, "command"), ended), ...(await totalsOfBatches(sql, runId))];
      await addRunTotals(sql, totals);
    }
    await sql.execute(END, [status, summary, runId]);
    await sql.execute(FORGET_STEPS, [runId]);
    for (const [position, { step, outcome, startedAt, durationMs, sparkMs, did }] of steps.entries()) {
      const said = fitText("run_steps.did", did);
      await sql.execute(STEP, [runId, position, step, outcome, startedAt / 1000, durationMs, sparkMs, said]);
    }
  });
}

function totalsOf(command: string, { status, steps, retries }: EndedRun): readonly RunTotal[] {
  return [
    { kind: "runs", subject: command, outcome: status, amount: 1 },
    ...steps.flatMap(({ step, outcome, durationMs, sparkMs }): readonly RunTotal[] => [
      { kind: "steps", subject: step, outcome, amount: 1 },
      { kind: "step_ms", subject: step, outcome, amount: durationMs },
      { kind: "spark_ms", subject: step, outcome, amount: sparkMs },
    ]),
    ...Object.entries(retries).map(
      ([server, amount]): RunTotal => ({ kind: "retries", subject: server, outcome: "", amount }),
    ),
  ];
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
