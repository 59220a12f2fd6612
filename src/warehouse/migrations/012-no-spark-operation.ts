import type { Migration } from "./migration.ts";

/** MySQL has no `DROP COLUMN IF EXISTS`, and a step may run again after a crash. */
const DROP_IF_THERE = `
  SET @statement = IF(
    EXISTS (
      SELECT 1
      FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = 'batches' AND column_name = 'spark_operation_id'
    ),
    'ALTER TABLE batches DROP COLUMN spark_operation_id',
    'DO 0'
  )`;

/** A batch is interrupted by its session: nobody ever read or wrote the operation. */
export const noSparkOperation: Migration = {
  version: 12,
  name: "no spark operation",
  statements: [
    DROP_IF_THERE,
    "PREPARE drop_operation FROM @statement",
    "EXECUTE drop_operation",
    "DEALLOCATE PREPARE drop_operation",
  ],
};
