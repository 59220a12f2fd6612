import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const compaction: Migration = {
  version: 5,
  name: "compaction",
  statements: [
    // Where a file's sales of a month lie, if not with the batch that read the file.
    `CREATE TABLE IF NOT EXISTS compacted_sales (
       file_id BIGINT NOT NULL,
       sales_month CHAR(7) NOT NULL,
       batch_id VARCHAR(40) NOT NULL,
       PRIMARY KEY (file_id, sales_month),
       KEY compacted_sales_batch (batch_id),
       KEY compacted_sales_month (sales_month)
     ) ${TABLE_OPTIONS}`,
    // Cleaned sales that were copied elsewhere and are to be removed.
    `CREATE TABLE IF NOT EXISTS retired_sales (
       batch_id VARCHAR(40) NOT NULL,
       sales_month CHAR(7) NOT NULL,
       PRIMARY KEY (batch_id, sales_month)
     ) ${TABLE_OPTIONS}`,
  ],
};
