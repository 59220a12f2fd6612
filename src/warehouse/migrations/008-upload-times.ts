import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** MySQL has no `ADD COLUMN IF NOT EXISTS`, and a step may run again after a crash. */
const ADD_UNLESS_THERE = `
  SET @statement = IF(
    EXISTS (
      SELECT 1
      FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = 'staging_files' AND column_name = 'last_modified'
    ),
    'DO 0',
    'ALTER TABLE staging_files ADD COLUMN last_modified DATETIME(3) NULL AFTER size_bytes'
  )`;

export const uploadTimes: Migration = {
  version: 8,
  name: "upload times",
  statements: [
    ADD_UNLESS_THERE,
    "PREPARE add_last_modified FROM @statement",
    "EXECUTE add_last_modified",
    "DEALLOCATE PREPARE add_last_modified",
    // Which file a row of a dimension came from, so that an older snapshot does not replace it. A table of its own, because the
    // dimensions' tables may be others'.
    `CREATE TABLE IF NOT EXISTS dimension_sources (
       feed VARCHAR(64) NOT NULL,
       row_key INT NOT NULL,
       file_id BIGINT NOT NULL,
       PRIMARY KEY (feed, row_key)
     ) ${TABLE_OPTIONS}`,
  ],
};
