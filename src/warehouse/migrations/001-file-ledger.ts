import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const fileLedger: Migration = {
  version: 1,
  name: "file ledger",
  statements: [
    // Object keys are at most 1024 bytes, too long for a full index: the first 255 characters narrow a lookup enough.
    `CREATE TABLE IF NOT EXISTS staging_files (
       file_id BIGINT NOT NULL AUTO_INCREMENT,
       bucket VARCHAR(255) NOT NULL,
       object_key VARCHAR(1024) NOT NULL,
       etag VARCHAR(255) NOT NULL,
       sha256 CHAR(64) NULL,
       size_bytes BIGINT NOT NULL,
       feed VARCHAR(64) NOT NULL,
       status VARCHAR(16) NOT NULL,
       reason TEXT NULL,
       rows_read BIGINT NULL,
       rows_accepted BIGINT NULL,
       rows_rejected BIGINT NULL,
       batch_id VARCHAR(40) NULL,
       archived_key VARCHAR(1024) NULL,
       archive_state VARCHAR(16) NOT NULL DEFAULT 'none',
       run_id VARCHAR(40) NOT NULL,
       created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
       PRIMARY KEY (file_id),
       KEY staging_files_object (object_key(255), status),
       KEY staging_files_content (sha256, status),
       KEY staging_files_status (status, feed),
       KEY staging_files_archive (archive_state, file_id),
       KEY staging_files_batch (batch_id)
     ) ${TABLE_OPTIONS}`,
    `CREATE TABLE IF NOT EXISTS staging_file_events (
       event_id BIGINT NOT NULL AUTO_INCREMENT,
       file_id BIGINT NOT NULL,
       from_status VARCHAR(16) NULL,
       to_status VARCHAR(16) NOT NULL,
       outcome VARCHAR(16) NOT NULL,
       run_id VARCHAR(40) NOT NULL,
       batch_id VARCHAR(40) NULL,
       message TEXT NULL,
       created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       PRIMARY KEY (event_id),
       KEY staging_file_events_file (file_id)
     ) ${TABLE_OPTIONS}`,
    // What each file brought to each month. History: whether a row counts is said by the status of its file.
    `CREATE TABLE IF NOT EXISTS staging_file_months (
       file_id BIGINT NOT NULL,
       sales_month CHAR(7) NOT NULL,
       row_count BIGINT NOT NULL,
       total_sales DECIMAL(20,2) NOT NULL,
       PRIMARY KEY (file_id, sales_month),
       KEY staging_file_months_month (sales_month)
     ) ${TABLE_OPTIONS}`,
  ],
};
