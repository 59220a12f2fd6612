import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** Which ledger this is. Its bucket holds the same id, so that neither is ever used with another one's. */
export const pipelineIdentity: Migration = {
  version: 14,
  name: "pipeline identity",
  statements: [
    `CREATE TABLE IF NOT EXISTS pipeline_identity (
       name VARCHAR(32) NOT NULL,
       ledger_id CHAR(36) NOT NULL,
       location VARCHAR(1300) NULL,
       journal BIGINT NOT NULL DEFAULT 0,
       adopting_from BIGINT NULL,
       created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       PRIMARY KEY (name)
     ) ${TABLE_OPTIONS}`,
    "INSERT IGNORE INTO pipeline_identity (name, ledger_id) VALUES ('ledger', UUID())",
  ],
};
