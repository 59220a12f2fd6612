import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/**
 * Which job the ledger is of, by the name of its facts. A table of its own, as the user who runs `init` may add rows and change none.
 * A ledger that counts files says by them whose it is: only files of facts have months.
 */
export const jobOfLedger: Migration = {
  version: 36,
  name: "job of the ledger",
  statements: [
    `CREATE TABLE IF NOT EXISTS pipeline_job (
       name VARCHAR(32) NOT NULL,
       facts VARCHAR(64) NOT NULL,
       bound_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       PRIMARY KEY (name)
     ) ${TABLE_OPTIONS}`,
    `INSERT IGNORE INTO pipeline_job (name, facts)
     SELECT 'ledger', f.feed
     FROM staging_files f
     JOIN staging_file_months m ON m.file_id = f.file_id
     ORDER BY f.file_id DESC
     LIMIT 1`,
  ],
};
