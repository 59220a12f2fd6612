import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const staleMonths: Migration = {
  version: 11,
  name: "stale months",
  statements: [
    // Months of marts whose rows lack a column that was declared since: until they are computed anew.
    `CREATE TABLE IF NOT EXISTS stale_mart_months (
       mart VARCHAR(64) NOT NULL,
       sales_month CHAR(7) NOT NULL,
       PRIMARY KEY (mart, sales_month)
     ) ${TABLE_OPTIONS}`,
  ],
};
