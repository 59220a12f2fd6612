import type { Migration } from "./migration.ts";

/** MySQL has no `ADD INDEX IF NOT EXISTS`, and a step may run again after a crash. */
const ADD_UNLESS_THERE = `
  SET @statement = IF(
    EXISTS (
      SELECT 1
      FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = 'staging_files' AND index_name = 'staging_files_size'
    ),
    'DO 0',
    'ALTER TABLE staging_files ADD INDEX staging_files_size (size_bytes, status)'
  )`;

/** Files of equal size may be equal, where nobody read all of them. */
export const filesBySize: Migration = {
  version: 32,
  name: "files by size",
  statements: [ADD_UNLESS_THERE, "PREPARE add_size FROM @statement", "EXECUTE add_size", "DEALLOCATE PREPARE add_size"],
};
