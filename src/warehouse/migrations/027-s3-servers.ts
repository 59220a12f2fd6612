import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** S3 servers that were tried, with all that settings ask of them: each is tried once. */
export const s3Servers: Migration = {
  version: 27,
  name: "s3 servers",
  statements: [
    `CREATE TABLE IF NOT EXISTS s3_servers (
       fingerprint CHAR(64) NOT NULL,
       location VARCHAR(1300) NOT NULL,
       abilities VARCHAR(1000) NOT NULL,
       probed_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       PRIMARY KEY (fingerprint)
     ) ${TABLE_OPTIONS}`,
  ],
};
