import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const watchedChangesTable: Migration = {
  version: 18,
  name: "watched changes",
  statements: [
    // Whose watched value a batch moved, for `report`: the first of them, with how many there were in all.
    `CREATE TABLE IF NOT EXISTS batch_watched_changes (
       batch_id VARCHAR(40) NOT NULL,
       mart VARCHAR(64) NOT NULL,
       position INT NOT NULL,
       watched_column VARCHAR(64) NOT NULL,
       moved BIGINT NOT NULL,
       belongs_to VARCHAR(1000) NOT NULL,
       sales_month CHAR(7) NOT NULL,
       value_before DECIMAL(30,2) NOT NULL,
       value_after DECIMAL(30,2) NOT NULL,
       PRIMARY KEY (batch_id, mart, position)
     ) ${TABLE_OPTIONS}`,
  ],
};
