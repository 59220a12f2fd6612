import type { ColumnKind, DimensionFeed } from "../feeds/index.ts";
import { type Job, JobError, type Mart, MONTH, shownColumns } from "../job/index.ts";
import { dimensionTable } from "./dimensions.ts";
import { martTable } from "./marts.ts";
import { MIGRATED_TABLES } from "./migrations/index.ts";
import { TABLE_OPTIONS } from "./migrations/migration.ts";
import { keyColumns, type Table } from "./table.ts";

/** A table that the job declares, as `init` makes it. */
export interface DeclaredTable {
  readonly what: "mart" | "dimension";
  readonly table: Table;
  /** Columns of the job's that are never NULL. */
  readonly required: ReadonlySet<string>;
  /** Definitions of the columns that the engine adds. */
  readonly metadata: ReadonlyMap<string, string>;
  /** What a dimension's columns hold. */
  readonly kinds: ReadonlyMap<string, ColumnKind>;
  /** Columns that are looked up beside the key. */
  readonly indexed: readonly string[];
}

const OF_THE_ENGINE: ReadonlySet<string> = new Set([...MIGRATED_TABLES, "schema_migrations"]);

/**
 * The tables of dimensions may be there already, made by others.
 *
 * @throws JobError if one of them is the engine's
 */
export function declaredTables({ dimensions, marts }: Pick<Job, "dimensions" | "marts">): readonly DeclaredTable[] {
  const declared = [...dimensions.map(declaredDimension), ...marts.map(ofMart)];
  const views = marts.flatMap(({ views = {} }) => Object.keys(views));
  const taken = [...declared.map(({ table }) => table.name), ...views].find((name) => OF_THE_ENGINE.has(name));
  if (taken !== undefined) {
    throw new JobError(
      `The table ${taken}`,
      "it is the engine's own, and a job may not declare it. Name it otherwise.",
    );
  }
  return declared;
}

/** Its columns with their types, as in CREATE TABLE. */
export function columnDefinitions({ table, required }: DeclaredTable): ReadonlyMap<string, string> {
  const types = Object.entries({ ...table.key, ...table.data });
  return new Map(types.map(([name, type]) => [name, `${type} ${required.has(name) ? "NOT NULL" : "NULL"}`]));
}

export function creationOf(declared: DeclaredTable): string {
  const { table, metadata, indexed } = declared;
  const lines = [
    ...[...columnDefinitions(declared)].map(([name, type]) => `${name} ${type}`),
    ...[...metadata].map(([name, definition]) => `${name} ${definition}`),
    `PRIMARY KEY (${keyColumns(table).join(", ")})`,
    ...indexed.map((column) => `KEY ${table.name}_${column} (${column})`),
  ];
  return `CREATE TABLE IF NOT EXISTS ${table.name} (\n  ${lines.join(",\n  ")}\n) ${TABLE_OPTIONS}`;
}

const UPDATED_AT = [
  "updated_at",
  "TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)",
] as const;

/** Its key alone is never NULL: files may lack values, and the ids in marts need not exist here. */
export function declaredDimension(feed: DimensionFeed): DeclaredTable {
  const table = dimensionTable(feed);
  const required = new Set(keyColumns(table));
  const kinds = new Map(feed.columns.map(({ name, kind }) => [name, kind]));
  return { what: "dimension", table, required, metadata: new Map([UPDATED_AT]), kinds, indexed: [] };
}

/** What it shows of dimensions may be NULL, its key and values may not. */
function ofMart(mart: Mart): DeclaredTable {
  const [leading] = Object.keys(mart.key);
  return {
    what: "mart",
    table: martTable(mart),
    required: new Set([...Object.keys(mart.key), ...Object.keys(mart.values)]),
    metadata: new Map([
      ["batch_id", "VARCHAR(40) NOT NULL"],
      ["created_at", "TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)"],
      UPDATED_AT,
    ]),
    kinds: new Map(),
    indexed: [...new Set([MONTH, ...shownColumns(mart).map(({ on }) => on)])].filter((column) => column !== leading),
  };
}
