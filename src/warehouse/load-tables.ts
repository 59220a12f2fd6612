import type { DimensionFeed } from "../feeds/index.ts";
import { type ColumnTypes, isPartitioned, type Job, type Mart, shownColumns } from "../job/index.ts";
import type { Warehouse } from "./connection.ts";
import { dimensionTable } from "./dimensions.ts";
import { martTable } from "./marts.ts";
import { TABLE_OPTIONS } from "./migrations/migration.ts";
import { text } from "./row.ts";
import type { Sql } from "./sql.ts";
import { keyColumns, type Table } from "./table.ts";

/**
 * The tables that Spark fills for one batch, by the name of what they are for. Each has the primary key of that table, so that a
 * task that Spark runs twice fails instead of doubling a row. They belong to one attempt and are dropped after it.
 */
export interface LoadTables {
  readonly marts: Readonly<Record<string, string>>;
  /** By feed. Only the dimensions of which the batch has files. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Tells them from tables of others whose names begin alike. */
const COMMENT = "sales-pipeline: load table of one batch";

/** Rows of a dimension know their file; see `dimension-sources.ts`. */
function withSource(feed: DimensionFeed): Table {
  const { data, ...table } = dimensionTable(feed);
  return { ...table, data: { ...data, file_id: "BIGINT" } };
}

const LIST = `
  SELECT table_name AS name
  FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name LIKE 'load\\_%' AND table_comment = '${COMMENT}'`;

/** Creates them empty; those of an earlier call with the same batch id are replaced. */
export async function createLoadTables(
  warehouse: Warehouse,
  batchId: string,
  { marts }: Pick<Job, "marts">,
  dimensions: readonly DimensionFeed[],
): Promise<LoadTables> {
  await dropLoadTables(warehouse, batchId);
  for (const mart of marts) await warehouse.execute(createLike(martTable(mart), batchId, Object.keys(mart.values)));
  for (const table of [...marts.flatMap(shownTables), ...dimensions.map(withSource)]) {
    await warehouse.execute(createLike(table, batchId));
  }
  return loadTablesOf(batchId, { marts }, dimensions);
}

/** The names, whether or not the tables exist. */
export function loadTablesOf(
  batchId: string,
  { marts }: Pick<Job, "marts">,
  dimensions: readonly DimensionFeed[],
): LoadTables {
  return {
    marts: Object.fromEntries(marts.map(({ name }) => [name, loadTableName(batchId, name)])),
    dimensions: Object.fromEntries(
      dimensions.map(({ name, dimension }) => [name, loadTableName(batchId, dimension.table)]),
    ),
  };
}

/** @throws Error if the batch has no such table: a mart that is not the job's */
export function loadTableOf(tables: Readonly<Record<string, string>>, name: string): string {
  const table = tables[name];
  if (table === undefined) throw new Error(`The batch has no load table for ${name}.`);
  return table;
}

/**
 * What a partitioned mart is to show from now on in months that the batch does not touch; filled by `planPartitions`, one for each
 * dimension that the mart shows.
 */
export function shownTable(batchId: string, mart: Mart, position: number): string {
  return loadTableName(batchId, shownName(mart, position));
}

export async function dropLoadTables(warehouse: Warehouse, batchId: string): Promise<void> {
  const mine = `load_${safe(batchId)}_`;
  await drop(
    warehouse,
    (await listLoadTables(warehouse)).filter((name) => name.startsWith(mine)),
  );
}

/** Drops the load tables of every batch; returns their names. For what dead runs left. */
export async function sweepLoadTables(warehouse: Warehouse): Promise<readonly string[]> {
  const leftovers = await listLoadTables(warehouse);
  await drop(warehouse, leftovers);
  return leftovers;
}

/** Every load table in the database, of whatever batch. A foreign table that starts with `load_` is not among them. */
export async function listLoadTables(db: Sql): Promise<readonly string[]> {
  return (await db.query(LIST)).map((row) => text(row, "name")).sort();
}

const BATCH_ID = /^\d{8}T\d{6}Z-[0-9a-z]+-\d+$/;

function shownTables(mart: Mart): readonly Table[] {
  if (!isPartitioned(mart)) return [];
  return shownColumns(mart).map(({ on, columns }, position) => ({
    name: shownName(mart, position),
    key: pick(mart.key, on),
    data: Object.fromEntries(Object.entries(columns).map(([column, { type }]) => [column, type])),
  }));
}

function shownName(mart: Mart, position: number): string {
  return `shown_${position}_${mart.name}`;
}

function pick(types: ColumnTypes, column: string): ColumnTypes {
  return Object.fromEntries(Object.entries(types).filter(([name]) => name === column));
}

/** Table names are compared with or without case, depending on the server's platform: lower case is the same on all. */
function safe(batchId: string): string {
  if (!BATCH_ID.test(batchId))
    throw new RangeError(`'${batchId}' is no batch id: expected one like 20240131T235959Z-ab12cd-1`);
  return batchId.toLowerCase().replaceAll("-", "_");
}

function loadTableName(batchId: string, name: string): string {
  return `load_${safe(batchId)}_${name}`;
}

/** @param required columns beside the key that are never NULL */
function createLike(table: Table, batchId: string, required: readonly string[] = []): string {
  const columns = Object.entries({ ...table.key, ...table.data }).map(
    ([name, type]) => `${name} ${type} ${name in table.key || required.includes(name) ? "NOT NULL" : "NULL"}`,
  );
  return `CREATE TABLE ${loadTableName(batchId, table.name)} (
    ${columns.join(",\n    ")},
    PRIMARY KEY (${keyColumns(table).join(", ")})
  ) ${TABLE_OPTIONS} COMMENT = '${COMMENT}'`;
}

async function drop(warehouse: Warehouse, tables: readonly string[]): Promise<void> {
  if (tables.length > 0) await warehouse.execute(`DROP TABLE IF EXISTS ${tables.join(", ")}`);
}
