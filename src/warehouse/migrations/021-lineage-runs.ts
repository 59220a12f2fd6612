import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const lineageRuns: Migration = {
  version: 21,
  name: "lineage runs",
  statements: [
    // Runs that lineage was told to have begun, and not yet to have ended: the next run ends those that died.
    `CREATE TABLE IF NOT EXISTS lineage_runs (
       run_id VARCHAR(40) NOT NULL,
       job_namespace VARCHAR(255) NOT NULL,
       job_name VARCHAR(255) NOT NULL,
       begun_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       PRIMARY KEY (run_id)
     ) ${TABLE_OPTIONS}`,
  ],
};
