import { type Migration, TABLE_OPTIONS } from "./migration.ts";

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

/** How often a file could not be read, so that runs stop trying it; and what the rows were like that did not count. */
export const fileFailures: Migration = {
  version: 7,
  name: "file failures",
  statements: [
    ADD_UNLESS_THERE,
    "PREPARE add_failures FROM @statement",
    "EXECUTE add_failures",
    "DEALLOCATE PREPARE add_failures",
    // Why a committed batch rejected rows, for `report`: how many, of how much money, with one of them.
    `CREATE TABLE IF NOT EXISTS batch_rejections (
       batch_id VARCHAR(40) NOT NULL,
       feed VARCHAR(64) NOT NULL,
       code VARCHAR(190) NOT NULL,
       row_count BIGINT NOT NULL,
       total_sales DECIMAL(30,2) NULL,
       example TEXT NOT NULL,
       file_ids TEXT NOT NULL,
       PRIMARY KEY (batch_id, feed, code)
     ) ${TABLE_OPTIONS}`,
  ],
};
