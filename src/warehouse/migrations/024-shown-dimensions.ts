import { type Migration, TABLE_OPTIONS } from "./migration.ts";

export const shownDimensions: Migration = {
  version: 24,
  name: "shown dimensions",
  statements: [
    // Of which state of a dimension a mart shows what it shows: a digest over all of its rows, which others may change at any time.
    `CREATE TABLE IF NOT EXISTS shown_dimensions (
       mart VARCHAR(64) NOT NULL,
       feed VARCHAR(64) NOT NULL,
       shown_on VARCHAR(64) NOT NULL,
       digest VARCHAR(64) NOT NULL,
       PRIMARY KEY (mart, feed, shown_on)
     ) ${TABLE_OPTIONS}`,
  ],
};
