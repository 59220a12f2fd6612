import type { Warehouse } from "./connection.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { type Migration, TABLE_OPTIONS } from "./migrations/migration.ts";
import { takeLock } from "./named-lock.ts";
import { integer } from "./row.ts";
import type { Sql } from "./sql.ts";
import { WarehouseError, type WarehouseTarget } from "./warehouse-error.ts";

const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    version INT NOT NULL,
    name VARCHAR(255) NOT NULL,
    applied_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (version)
  ) ${TABLE_OPTIONS}`;

const VERSIONS = "SELECT version FROM schema_migrations ORDER BY version";

const RECORD = "INSERT INTO schema_migrations (version, name) VALUES (?, ?)";

const LATEST = Math.max(...MIGRATIONS.map(({ version }) => version));

const WAIT_FOR_OTHER_SECONDS = 60;

/**
 * Creates the engine's tables, or brings them up to this version, and returns the names of the steps it applied (none if all
 * were there). Safe to run from several hosts at once. Throws `schema_too_new` and changes nothing when a newer
 * version of the pipeline has migrated the database.
 */
export async function migrate(warehouse: Warehouse): Promise<readonly string[]> {
  return await underMigrationLock(warehouse, async (session) => {
    await session.execute(CREATE_TABLE);
    const applied = await appliedVersions(session);
    if (latestOf(applied) > LATEST) throw tooNew(warehouse.target, latestOf(applied));
    const missing = MIGRATIONS.filter(({ version }) => !applied.includes(version));
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

/** Throws `missing_table`, `schema_too_old` or `schema_too_new` unless the tables are those of this version. */
export async function requireSchema(warehouse: Warehouse): Promise<void> {
  const applied = await appliedVersions(warehouse);
  const current = latestOf(applied);
  if (current > LATEST) throw tooNew(warehouse.target, current);
  if (MIGRATIONS.some(({ version }) => !applied.includes(version))) {
    const { database } = warehouse.target;
    const detail = `database '${database}' has schema version ${current}, this pipeline needs ${LATEST}. Run \`sales-pipeline init\`.`;
    throw new WarehouseError("schema_too_old", detail, { transient: false });
  }
}

async function apply(session: Sql, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await session.execute(statement);
  await session.execute(RECORD, [migration.version, migration.name]);
}

async function appliedVersions(db: Sql): Promise<readonly number[]> {
  return (await db.query(VERSIONS)).map((row) => integer(row, "version"));
}

function latestOf(versions: readonly number[]): number {
  return Math.max(0, ...versions);
}

function tooNew({ database }: WarehouseTarget, current: number): WarehouseError {
  const detail = `database '${database}' has schema version ${current}, newer than this pipeline's ${LATEST}. Update the pipeline.`;
  return new WarehouseError("schema_too_new", detail, { transient: false });
}
