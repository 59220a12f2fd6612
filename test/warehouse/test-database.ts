import { randomBytes } from "node:crypto";
import { createConnection } from "mysql2/promise";
import { openWarehouse, type Warehouse, type WarehouseSettings } from "../../src/warehouse/connection.ts";
import { migrate } from "../../src/warehouse/migrate.ts";
import type { RetryPolicy } from "../../src/warehouse/retry.ts";

export interface TestDatabase extends AsyncDisposable {
  readonly settings: WarehouseSettings;
  readonly warehouse: Warehouse;
}

/** An empty database of its own, dropped afterwards. */
export async function emptyDatabase(retry: RetryPolicy = {}): Promise<TestDatabase> {
  const server = serverSettings();
  const database = `warehouse_test_${randomBytes(6).toString("hex")}`;
  const admin = await createConnection({ ...server });
  await admin.query(`CREATE DATABASE ${database}`);
  const settings = { ...server, database };
  const warehouse = await openWarehouse(settings, retry);
  return {
    settings,
    warehouse,
    async [Symbol.asyncDispose]() {
      await warehouse.close();
      await admin.query(`DROP DATABASE ${database}`);
      await admin.end();
    },
  };
}

/** A migrated database of its own, dropped afterwards. */
export async function migratedDatabase(retry: RetryPolicy = {}): Promise<TestDatabase> {
  const database = await emptyDatabase(retry);
  await migrate(database.warehouse);
  return database;
}

function serverSettings(): Omit<WarehouseSettings, "database"> {
  return {
    host: variable("MYSQL_HOST"),
    port: Number(variable("MYSQL_PORT")),
    user: variable("MYSQL_USER"),
    password: variable("MYSQL_PASSWORD"),
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests with npm test, which starts the servers`);
  return value;
}
