import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** What runs leave behind of themselves: that they were, how they ended, and how long each step took. */
export const runHistory: Migration = {
  version: 17,
  name: "run history",
  statements: [
    `CREATE TABLE IF NOT EXISTS runs (
       run_id VARCHAR(40) NOT NULL,
       command VARCHAR(32) NOT NULL,
       status VARCHAR(16) NOT NULL,
       started_at TIMESTAMP(6) NOT NULL,
       ended_at TIMESTAMP(6) NULL,
       summary JSON NULL,
       PRIMARY KEY (run_id),
       KEY runs_status (status, ended_at)
     ) ${TABLE_OPTIONS}`,
    `CREATE TABLE IF NOT EXISTS run_steps (
       run_id VARCHAR(40) NOT NULL,
       position INT NOT NULL,
       step VARCHAR(64) NOT NULL,
       outcome VARCHAR(16) NOT NULL,
       started_at TIMESTAMP(6) NOT NULL,
       duration_ms BIGINT NOT NULL,
       spark_ms BIGINT NOT NULL,
       did VARCHAR(500) NOT NULL,
       PRIMARY KEY (run_id, position)
     ) ${TABLE_OPTIONS}`,
  ],
};
