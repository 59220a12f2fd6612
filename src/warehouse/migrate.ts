import type { Warehouse } from "./connection.ts";
import { engineTableFaults, foreignTableFault } from "./engine-table-faults.ts";
import { createdTable, type EngineTable, engineTables, tablesMadeBy } from "./engine-tables.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { type Migration, TABLE_OPTIONS } from "./migrations/migration.ts";
import { takeLock } from "./named-lock.ts";
import { presentTables } from "./present-tables.ts";
import { integer } from "./row.ts";
import { requireNoFaults } from "./schema-differs.ts";
import type { Sql } from "./sql.ts";
import { WarehouseError, type WarehouseTarget } from "./warehouse-error.ts";

const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    version INT NOT NULL,
    name VARCHAR(255) NOT NULL,
    applied_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (version)
  ) ${TABLE_OPTIONS}`;

const OF_MIGRATIONS = [createdTable(CREATE_TABLE) ?? []].flat();

const VERSIONS = "SELECT version FROM schema_migrations ORDER BY version";

const RECORD = "INSERT INTO schema_migrations (version, name) VALUES (?, ?)";

const LATEST = Math.max(...MIGRATIONS.map(({ version }) => version));

const WAIT_FOR_OTHER_SECONDS = 60;

/**
 * Creates the engine's tables, or brings them up to this version, and returns the names of the steps it applied (none if all
 * were there). Safe to run from several hosts at once. Throws `schema_too_new` and changes nothing when a newer
 * version of the pipeline has migrated the database, and `schema_differs`, likewise, when a table of another's has a name that is needed.
 */
export async function migrate(warehouse: Warehouse): Promise<readonly string[]> {
  return await underMigrationLock(warehouse, async (session) => {
    const applied = await appliedVersions(session);
    if (latestOf(applied) > LATEST) throw tooNew(warehouse.target, latestOf(applied));
    const missing = MIGRATIONS.filter(({ version }) => !applied.includes(version));
    await requireNoForeign(session, tablesMadeBy(missing));
    await session.execute(CREATE_TABLE);
    for (const migration of missing) await apply(session, migration);
    return missing.map(({ name }) => name);
  });
}

/** One process at a time changes the tables of a database. */
export async function underMigrationLock<T>(warehouse: Warehouse, work: (session: Sql) => Promise<T>): Promise<T> {
  const session = await warehouse.openSession();
  try {
    if (!(await takeLock(session, "migrate", WAIT_FOR_OTHER_SECONDS))) {
      throw new WarehouseError(
        "lock_timeout",
        "another process is migrating this database. Run again when it is done.",
        {
          transient: true,
        },
      );
    }
    return await work(session);
  } finally {
    session.destroy();
  }
}

/** Throws `missing_table`, `schema_too_old`, `schema_too_new` or `schema_differs` unless the tables are those of this version. */
export async function requireSchema(warehouse: Warehouse): Promise<void> {
  const applied = await appliedVersions(warehouse);
  if (applied.length === 0) {
    const { database } = warehouse.target;
    const detail = `database '${database}' has no tables of the pipeline. Run \`sales-pipeline init\`.`;
    throw new WarehouseError("missing_table", detail, { transient: false });
  }
  const current = latestOf(applied);
  if (current > LATEST) throw tooNew(warehouse.target, current);
  if (MIGRATIONS.some(({ version }) => !applied.includes(version))) {
    const { database } = warehouse.target;
    const detail = `database '${database}' has schema version ${current}, this pipeline needs ${LATEST}. Run \`sales-pipeline init\`.`;
    throw new WarehouseError("schema_too_old", detail, { transient: false });
  }
  await requireOwnTables(warehouse);
}

/** Somebody may have restored a part of them, or converted them to other characters. */
async function requireOwnTables(db: Sql): Promise<void> {
  const tables = engineTables();
  const present = await presentTables(db, tables.map(nameOf));
  const faults = tables.flatMap((table) => {
    const found = present.get(table.name);
    return found === undefined
      ? [`The table ${table.name} is gone: restore it from a backup.`]
      : engineTableFaults(table, found);
  });
  requireNoFaults(faults);
}

async function requireNoForeign(db: Sql, tables: readonly EngineTable[]): Promise<void> {
  const present = await presentTables(db, tables.map(nameOf));
  const faults = tables.flatMap((table) => {
    const found = present.get(table.name);
    return (found && foreignTableFault(table, found)) ?? [];
  });
  requireNoFaults(faults);
}

function nameOf({ name }: EngineTable): string {
  return name;
}

async function apply(session: Sql, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await session.execute(statement);
  await session.execute(RECORD, [migration.version, migration.name]);
}

/** None if there is no such table. */
async function appliedVersions(db: Sql): Promise<readonly number[]> {
  await requireNoForeign(db, OF_MIGRATIONS);
  if ((await presentTables(db, OF_MIGRATIONS.map(nameOf))).size === 0) return [];
  return (await db.query(VERSIONS)).map((row) => integer(row, "version"));
}

function latestOf(versions: readonly number[]): number {
  return Math.max(0, ...versions);
}

function tooNew({ database }: WarehouseTarget, current: number): WarehouseError {
  const detail = `database '${database}' has schema version ${current}, newer than this pipeline's ${LATEST}. Update the pipeline.`;
  return new WarehouseError("schema_too_new", detail, { transient: false });
}
