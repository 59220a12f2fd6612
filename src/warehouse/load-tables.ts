import type { Warehouse } from "./connection.ts";
import { DIMENSION_FEEDS, DIMENSIONS, type DimensionFeed } from "./dimensions.ts";
import { CUSTOMERS_MART, SALES_TEAM_MART } from "./marts.ts";
import { TABLE_OPTIONS } from "./migrations/migration.ts";
import { text } from "./row.ts";
import type { Sql } from "./sql.ts";
import { keyColumns, type Table } from "./table.ts";

/**
 * The tables that Spark fills for one batch. Each has the primary key of the table it is for, so that a task that
 * Spark runs twice fails instead of doubling a row. They belong to one attempt and are dropped after it.
 */
export interface LoadTables {
  readonly customersDataMart: string;
  readonly salesTeamDataMart: string;
  /** Only the dimensions of which the batch has files. */
  readonly dimensions: Readonly<Partial<Record<DimensionFeed, string>>>;
}

/** New names of people whose rows in other months follow a changed dimension; filled by `planPartitions`. */
const RENAMED_PEOPLE: Table = {
  name: "renamed_people",
  key: { sales_person_id: "INT" },
  data: { full_name: "VARCHAR(511)" },
};

/** Rows of a dimension know their file; see `dimension-sources.ts`. */
function withSource(feed: DimensionFeed): Table {
  const { data, ...table } = DIMENSIONS[feed];
  return { ...table, data: { ...data, file_id: "BIGINT" } };
}

const LIST = `
  SELECT table_name AS name
  FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name LIKE 'load\\_%'`;

/** Creates them empty; those of an earlier call with the same batch id are replaced. */
export async function createLoadTables(
  warehouse: Warehouse,
  batchId: string,
  feeds: readonly DimensionFeed[],
): Promise<LoadTables> {
  const tables = [CUSTOMERS_MART, SALES_TEAM_MART, RENAMED_PEOPLE, ...feeds.map(withSource)];
  await dropLoadTables(warehouse, batchId);
  for (const table of tables) await warehouse.execute(createLike(table, batchId));
  return loadTablesOf(batchId, feeds);
}

/** The names, whether or not the tables exist. */
export function loadTablesOf(batchId: string, feeds: readonly DimensionFeed[]): LoadTables {
  return {
    customersDataMart: loadTableName(batchId, CUSTOMERS_MART),
    salesTeamDataMart: loadTableName(batchId, SALES_TEAM_MART),
    dimensions: Object.fromEntries(feeds.map((feed) => [feed, loadTableName(batchId, DIMENSIONS[feed])])),
  };
}

export function renamedPeopleTable(batchId: string): string {
  return loadTableName(batchId, RENAMED_PEOPLE);
}

export async function dropLoadTables(warehouse: Warehouse, batchId: string): Promise<void> {
  const mine = `load_${safe(batchId)}_`;
  await drop(
    warehouse,
    (await listLoadTables(warehouse)).filter((name) => isTableOf(name, mine)),
  );
}

/** Drops the load tables of every batch but those given; returns their names. For what a dead run left. */
export async function sweepLoadTables(warehouse: Warehouse, keep: readonly string[] = []): Promise<readonly string[]> {
  const kept = keep.map((batchId) => `load_${safe(batchId)}_`);
  const leftovers = (await listLoadTables(warehouse)).filter((name) => !kept.some((prefix) => isTableOf(name, prefix)));
  await drop(warehouse, leftovers);
  return leftovers;
}

/** Every load table in the database, of whatever batch. A foreign table that starts with `load_` is not among them. */
export async function listLoadTables(db: Sql): Promise<readonly string[]> {
  const names = (await db.query(LIST)).map((row) => text(row, "name"));
  return names.filter((name) => LOAD_TABLE_NAME.test(name)).sort();
}

const SUFFIXES = [
  CUSTOMERS_MART.name,
  SALES_TEAM_MART.name,
  RENAMED_PEOPLE.name,
  ...DIMENSION_FEEDS.map((feed) => DIMENSIONS[feed].name),
];

/** `load_`, the run's start and random part, the attempt, and what is loaded. */
const LOAD_TABLE_NAME = new RegExp(`^load_\\d{8}t\\d{6}z_[0-9a-z]+_\\d+_(${SUFFIXES.join("|")})$`);

const BATCH_ID = /^\d{8}T\d{6}Z-[0-9a-z]+-\d+$/;

/** Table names are compared with or without case, depending on the server's platform: lower case is the same on all. */
function safe(batchId: string): string {
  if (!BATCH_ID.test(batchId))
    throw new RangeError(`'${batchId}' is no batch id: expected one like 20240131T235959Z-ab12cd-1`);
  return batchId.toLowerCase().replaceAll("-", "_");
}

function loadTableName(batchId: string, table: Table): string {
  return `load_${safe(batchId)}_${table.name}`;
}

function isTableOf(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && SUFFIXES.some((suffix) => name === prefix + suffix);
}

function createLike(table: Table, batchId: string): string {
  const columns = Object.entries({ ...table.key, ...table.data }).map(([name, type]) =>
    name in table.key ? `${name} ${type} NOT NULL` : `${name} ${type} NULL`,
  );
  return `CREATE TABLE ${loadTableName(batchId, table)} (
    ${columns.join(",\n    ")},
    PRIMARY KEY (${keyColumns(table).join(", ")})
  ) ${TABLE_OPTIONS}`;
}

async function drop(warehouse: Warehouse, tables: readonly string[]): Promise<void> {
  if (tables.length > 0) await warehouse.execute(`DROP TABLE IF EXISTS ${tables.join(", ")}`);
}
