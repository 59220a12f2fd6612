import { integer, oneOf, text } from "../row.ts";
import type { Sql } from "../sql.ts";

/**
 * `runs`: by command and how they ended. `steps`, and their `step_ms` and `spark_ms`: by step and how it ended. `rows` of committed
 * batches: accepted and rejected. `retries`: by the server. `attempts` at a commit: committed and abandoned.
 */
const KINDS = ["runs", "steps", "step_ms", "spark_ms", "rows", "retries", "attempts"] as const;

/** What runs have come to since the beginning. */
export interface RunTotal {
  readonly kind: (typeof KINDS)[number];
  readonly subject: string;
  readonly outcome: string;
  readonly amount: number;
}

const ADD = `
  INSERT INTO run_totals (kind, subject, outcome, amount)
  VALUES ?
  ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount)`;

const READ = "SELECT kind, subject, outcome, amount FROM run_totals ORDER BY kind, subject, outcome";

/** Of a run: what its batches came to. A batch is named after its run. */
const OF_BATCHES = `
  SELECT
    COUNT(*) AS attempts,
    COUNT(committed_at) AS committed,
    COALESCE(SUM(IF(committed_at IS NULL, 0, rows_accepted)), 0) AS accepted,
    COALESCE(SUM(IF(committed_at IS NULL, 0, rows_rejected)), 0) AS rejected
  FROM batches
  WHERE batch_id LIKE CONCAT(?, '-%')`;

export async function addRunTotals(sql: Sql, totals: readonly RunTotal[]): Promise<void> {
  const rows = totals
    .filter(({ amount }) => amount > 0)
    .map(({ kind, subject, outcome, amount }) => [kind, subject, outcome, amount]);
  if (rows.length > 0) await sql.execute(ADD, [rows]);
}

export async function runTotals(db: Sql): Promise<readonly RunTotal[]> {
  return (await db.query(READ)).map((row) => ({
    kind: oneOf(row, "kind", KINDS),
    subject: text(row, "subject"),
    outcome: text(row, "outcome"),
    amount: integer(row, "amount"),
  }));
}

/** What a run's batches came to: also those of a run that died after its commit. */
export async function totalsOfBatches(db: Sql, runId: string): Promise<readonly RunTotal[]> {
  const [row = {}] = await db.query(OF_BATCHES, [runId]);
  const committed = integer(row, "committed");
  const total = (kind: RunTotal["kind"], outcome: string, amount: number) => ({ kind, subject: "", outcome, amount });
  return [
    total("attempts", "committed", committed),
    total("attempts", "abandoned", integer(row, "attempts") - committed),
    total("rows", "accepted", integer(row, "accepted")),
    total("rows", "rejected", integer(row, "rejected")),
  ];
}
