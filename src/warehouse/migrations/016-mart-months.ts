import { type Migration, TABLE_OPTIONS } from "./migration.ts";

/** Which definition each month of a mart was computed by: one that has changed is not added to, it is computed anew. */
export const martMonths: Migration = {
  version: 16,
  name: "mart months",
  statements: [
    `CREATE TABLE IF NOT EXISTS mart_months (
       mart VARCHAR(64) NOT NULL,
       sales_month CHAR(7) NOT NULL,
       definition CHAR(64) NOT NULL,
       PRIMARY KEY (mart, sales_month)
     ) ${TABLE_OPTIONS}`,
  ],
};
