import { text } from "../row.ts";
import type { Sql } from "../sql.ts";

/** A run that lineage was told to have begun. */
export interface LineageRun {
  readonly runId: string;
  readonly jobNamespace: string;
  readonly jobName: string;
}

const BEGIN = "REPLACE INTO lineage_runs (run_id, job_namespace, job_name) VALUES (?, ?, ?)";

const END = "DELETE FROM lineage_runs WHERE run_id = ?";

const OTHERS = `
  SELECT run_id, job_namespace, job_name
  FROM lineage_runs
  WHERE run_id <> ?
  ORDER BY begun_at, run_id
  LIMIT 1000`;

export async function beginLineageRun(db: Sql, { runId, jobNamespace, jobName }: LineageRun): Promise<void> {
  await db.execute(BEGIN, [runId, jobNamespace, jobName]);
}

export async function endLineageRun(db: Sql, runId: string): Promise<void> {
  await db.execute(END, [runId]);
}

/** Runs beside this one that never ended. Under the lease these are dead. */
export async function deadLineageRuns(db: Sql, runId: string): Promise<readonly LineageRun[]> {
  return (await db.query(OTHERS, [runId])).map((row) => ({
    runId: text(row, "run_id"),
    jobNamespace: text(row, "job_namespace"),
    jobName: text(row, "job_name"),
  }));
}
