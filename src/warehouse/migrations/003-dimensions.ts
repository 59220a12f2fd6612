import type { Migration } from "./migration.ts";

/** Made the tables of the dimensions, which are the job's now: `createDeclaredTables` makes them. */
export const dimensions: Migration = { version: 3, name: "dimensions", statements: [] };
