import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** Kept files of which a replay lays a copy below `raw/`, from before it does until the copy is recorded. */
export const restoredFilesTable: Migration = {
  version: 28,
  name: "restored files",
  statements: [
    `CREATE TABLE IF NOT EXISTS restored_files (
       file_id BIGINT NOT NULL,
       PRIMARY KEY (file_id)
     ) ${TABLE_OPTIONS}`,
  ],
};
