import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** What the ledger says of marts, for any number of them; before, it had columns for the two that there were. */
export const declaredMarts: Migration = {
  version: 9,
  name: "declared marts",
  statements: [
    `CREATE TABLE IF NOT EXISTS batch_marts (
       batch_id VARCHAR(40) NOT NULL,
       mart VARCHAR(64) NOT NULL,
       row_count BIGINT NOT NULL,
       changed BIGINT NOT NULL,
       PRIMARY KEY (batch_id, mart)
     ) ${TABLE_OPTIONS}`,
    `CREATE TABLE IF NOT EXISTS batch_mart_partitions (
       batch_id VARCHAR(40) NOT NULL,
       mart VARCHAR(64) NOT NULL,
       partition_path VARCHAR(255) NOT NULL,
       sales_month CHAR(7) NOT NULL,
       action VARCHAR(8) NOT NULL,
       origin VARCHAR(16) NOT NULL,
       source_key VARCHAR(1024) NULL,
       row_count BIGINT NOT NULL,
       PRIMARY KEY (batch_id, mart, partition_path)
     ) ${TABLE_OPTIONS}`,
    `INSERT IGNORE INTO batch_marts (batch_id, mart, row_count, changed)
     SELECT batch_id, 'customers_data_mart', customers_rows, customers_changed
     FROM batches
     WHERE customers_rows IS NOT NULL AND customers_changed IS NOT NULL`,
    `INSERT IGNORE INTO batch_marts (batch_id, mart, row_count, changed)
     SELECT batch_id, 'sales_team_data_mart', sales_team_rows, sales_team_changed
     FROM batches
     WHERE sales_team_rows IS NOT NULL AND sales_team_changed IS NOT NULL`,
    // Made once more, empty, where this step died after it had dropped it.
    `CREATE TABLE IF NOT EXISTS batch_partitions (
       batch_id VARCHAR(40) NOT NULL,
       store_id INT NOT NULL,
       sales_month CHAR(7) NOT NULL,
       action VARCHAR(8) NOT NULL,
       origin VARCHAR(16) NOT NULL,
       source_key VARCHAR(1024) NULL,
       row_count BIGINT NOT NULL,
       PRIMARY KEY (batch_id, store_id, sales_month)
     ) ${TABLE_OPTIONS}`,
    `INSERT IGNORE INTO batch_mart_partitions
       (batch_id, mart, partition_path, sales_month, action, origin, source_key, row_count)
     SELECT batch_id, 'sales_team_data_mart', CONCAT('store_id=', store_id, '/sales_month=', sales_month), sales_month,
            action, origin, source_key, row_count
     FROM batch_partitions`,
    "DROP TABLE IF EXISTS batch_partitions",
  ],
};
