import type { Migration } from "./migration.ts";

/** MySQL has no `ADD COLUMN IF NOT EXISTS`, and a step may run again after a crash. */
const ADD_UNLESS_THERE = `
  SET @statement = IF(
    EXISTS (
      SELECT 1
      FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = 'pipeline_identity' AND column_name = 'facts'
    ),
    'DO 0',
    'ALTER TABLE pipeline_identity ADD COLUMN facts VARCHAR(64) NULL AFTER ledger_id'
  )`;

/** A ledger that counts files says by them whose it is: only files of facts have months. */
const BIND_BY_FILES = `
  UPDATE pipeline_identity
  SET facts = (
    SELECT f.feed
    FROM staging_files f
    JOIN staging_file_months m ON m.file_id = f.file_id
    ORDER BY f.file_id DESC
    LIMIT 1
  )
  WHERE name = 'ledger' AND facts IS NULL`;

/** Which job the ledger is of, by the name of its facts. */
export const jobOfLedger: Migration = {
  version: 35,
  name: "job of the ledger",
  statements: [
    ADD_UNLESS_THERE,
    "PREPARE add_facts FROM @statement",
    "EXECUTE add_facts",
    "DEALLOCATE PREPARE add_facts",
    BIND_BY_FILES,
  ],
};
