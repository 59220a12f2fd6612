import type { Migration } from "./migration.ts";

/** MySQL has no `ADD INDEX IF NOT EXISTS`, and a step may run again after a crash. */
const ADD_UNLESS_THERE = `
  SET @statement = IF(
    EXISTS (
      SELECT 1
      FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = 'staging_file_events' AND index_name = 'staging_file_events_age'
    ),
    'DO 0',
    'ALTER TABLE staging_file_events ADD INDEX staging_file_events_age (created_at)'
  )`;

/** Each run may look for events that are old enough to be removed. */
export const historyByAge: Migration = {
  version: 19,
  name: "history by age",
  statements: [ADD_UNLESS_THERE, "PREPARE add_age FROM @statement", "EXECUTE add_age", "DEALLOCATE PREPARE add_age"],
};
