import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** What runs have come to since the beginning, for metrics: counters that never fall, also when old runs are forgotten. */
export const runTotals: Migration = {
  version: 26,
  name: "run totals",
  statements: [
    `CREATE TABLE IF NOT EXISTS run_totals (
       kind VARCHAR(32) NOT NULL,
       subject VARCHAR(64) NOT NULL,
       outcome VARCHAR(32) NOT NULL,
       amount BIGINT NOT NULL,
       PRIMARY KEY (kind, subject, outcome)
     ) ${TABLE_OPTIONS}`,
    // What is known of runs until now.
    `INSERT IGNORE INTO run_totals (kind, subject, outcome, amount)
     SELECT 'runs', command, status, COUNT(*) FROM runs WHERE status <> 'running' GROUP BY command, status`,
    `INSERT IGNORE INTO run_totals (kind, subject, outcome, amount)
     SELECT 'steps', step, outcome, COUNT(*) FROM run_steps GROUP BY step, outcome`,
    `INSERT IGNORE INTO run_totals (kind, subject, outcome, amount)
     SELECT 'step_ms', step, outcome, SUM(duration_ms) FROM run_steps GROUP BY step, outcome`,
    `INSERT IGNORE INTO run_totals (kind, subject, outcome, amount)
     SELECT 'spark_ms', step, outcome, SUM(spark_ms) FROM run_steps GROUP BY step, outcome`,
  ],
};
