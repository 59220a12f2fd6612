import type { Migration } from "./migration.ts";

/** Made the tables of the two marts that there were, which are the job's now: `createDeclaredTables` makes them. */
export const dataMarts: Migration = { version: 4, name: "data marts", statements: [] };
