import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const erasures: Migration = {
  version: 20,
  name: "erasures",
  statements: [
    // Who is forgotten: rows of a dimension that no later file brings back.
    `CREATE TABLE IF NOT EXISTS erasures (
       feed VARCHAR(64) NOT NULL,
       row_key INT NOT NULL,
       state VARCHAR(16) NOT NULL,
       run_id VARCHAR(40) NOT NULL,
       begun_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       finished_at TIMESTAMP(6) NULL,
       report JSON NULL,
       PRIMARY KEY (feed, row_key)
     ) ${TABLE_OPTIONS}`,
    // A kept file that was rewritten has another content than the one that counts, and stands for it.
    `CREATE TABLE IF NOT EXISTS rewritten_contents (
       sha256 CHAR(64) NOT NULL,
       stands_for CHAR(64) NOT NULL,
       PRIMARY KEY (sha256)
     ) ${TABLE_OPTIONS}`,
  ],
};
