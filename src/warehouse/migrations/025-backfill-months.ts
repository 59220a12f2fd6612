import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const backfillMonths: Migration = {
  version: 25,
  name: "backfill months",
  statements: [
    // Which months a backfill that is not at its end has done, so that it can be taken up again.
    `CREATE TABLE IF NOT EXISTS backfill_months (
       mode VARCHAR(16) NOT NULL,
       sales_month CHAR(7) NOT NULL,
       run_id VARCHAR(40) NOT NULL,
       done_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
       PRIMARY KEY (mode, sales_month)
     ) ${TABLE_OPTIONS}`,
  ],
};
