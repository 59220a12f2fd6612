import type { Migration } from "./migration.ts";

/** MySQL has no `ADD KEY IF NOT EXISTS`, and a step may run again after a crash. */
const ADD_UNLESS_THERE = `
  SET @statement = IF(
    EXISTS (
      SELECT 1
      FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = 'staging_file_events' AND index_name = 'staging_file_events_run'
    ),
    'DO 0',
    'ALTER TABLE staging_file_events ADD KEY staging_file_events_run (run_id)'
  )`;

/** What a run changed, for the bucket's journal. */
export const eventsByRun: Migration = {
  version: 15,
  name: "events by run",
  statements: [
    ADD_UNLESS_THERE,
    "PREPARE add_events_by_run FROM @statement",
    "EXECUTE add_events_by_run",
    "DEALLOCATE PREPARE add_events_by_run",
  ],
};
