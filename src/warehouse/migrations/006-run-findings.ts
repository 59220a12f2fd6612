import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const runFindings: Migration = {
  version: 6,
  name: "run findings",
  statements: [
    // What the last listing of raw/ found beside new files: one row, for `status`.
    `CREATE TABLE IF NOT EXISTS last_discovery (
       run_id VARCHAR(40) NOT NULL,
       ignored BIGINT NOT NULL,
       discovered_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       PRIMARY KEY (run_id)
     ) ${TABLE_OPTIONS}`,
    // The warnings of each run's summary, for `report`.
    `CREATE TABLE IF NOT EXISTS run_warnings (
       run_id VARCHAR(40) NOT NULL,
       warning VARCHAR(190) NOT NULL,
       amount BIGINT NOT NULL,
       PRIMARY KEY (run_id, warning)
     ) ${TABLE_OPTIONS}`,
    // The days from which to which a file's accepted sales are.
    `CREATE TABLE IF NOT EXISTS staging_file_dates (
       file_id BIGINT NOT NULL,
       first_date DATE NOT NULL,
       last_date DATE NOT NULL,
       PRIMARY KEY (file_id)
     ) ${TABLE_OPTIONS}`,
  ],
};
