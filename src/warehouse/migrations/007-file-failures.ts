import type { Migration } from "./migration.ts";

/** MySQL has no `ADD COLUMN IF NOT EXISTS`, and a step may run again after a crash. */
const ADD_UNLESS_THERE = `
  SET @statement = IF(
    EXISTS (
      SELECT 1
      FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = 'staging_files' AND column_name = 'failures'
    ),
    'DO 0',
    'ALTER TABLE staging_files ADD COLUMN failures INT NOT NULL DEFAULT 0 AFTER reason'
  )`;

/** How often a file could not be read, so that runs stop trying it. */
export const fileFailures: Migration = {
  version: 7,
  name: "file failures",
  statements: [
    ADD_UNLESS_THERE,
    "PREPARE add_failures FROM @statement",
    "EXECUTE add_failures",
    "DEALLOCATE PREPARE add_failures",
  ],
};
