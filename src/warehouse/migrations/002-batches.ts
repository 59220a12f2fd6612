import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const batches: Migration = {
  version: 2,
  name: "batches and lease",
  statements: [
    `CREATE TABLE IF NOT EXISTS batches (
       batch_id VARCHAR(40) NOT NULL,
       run_id VARCHAR(40) NOT NULL,
       fencing_token BIGINT NOT NULL,
       state VARCHAR(16) NOT NULL,
       spark_session_id VARCHAR(64) NULL,
       spark_operation_id VARCHAR(64) NULL,
       lake_path VARCHAR(1024) NOT NULL,
       files INT NOT NULL,
       rows_read BIGINT NULL,
       rows_accepted BIGINT NULL,
       rows_rejected BIGINT NULL,
       customers_rows BIGINT NULL,
       customers_changed BIGINT NULL,
       sales_team_rows BIGINT NULL,
       sales_team_changed BIGINT NULL,
       months JSON NULL,
       error_message TEXT NULL,
       opened_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       committed_at TIMESTAMP(6) NULL,
       finished_at TIMESTAMP(6) NULL,
       PRIMARY KEY (batch_id),
       KEY batches_state (state),
       KEY batches_opened (opened_at)
     ) ${TABLE_OPTIONS}`,
    // A table instead of a list in the batch row: a rebuild of many years has too many partitions for one packet.
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
    `CREATE TABLE IF NOT EXISTS pipeline_lease (
       name VARCHAR(32) NOT NULL,
       fencing_token BIGINT NOT NULL,
       owner_run_id VARCHAR(40) NULL,
       host VARCHAR(255) NULL,
       pid INT NULL,
       connection_id BIGINT NULL,
       acquired_at TIMESTAMP(6) NULL,
       renewed_at TIMESTAMP(6) NULL,
       expires_at TIMESTAMP(6) NULL,
       PRIMARY KEY (name)
     ) ${TABLE_OPTIONS}`,
    `INSERT IGNORE INTO pipeline_lease (name, fencing_token) VALUES ('run', 0)`,
  ],
};
