import { randomBytes } from "node:crypto";
import { createConnection } from "mysql2/promise";
import { salesJob } from "../../jobs/sales/index.ts";
import { openWarehouse, type Warehouse, type WarehouseSettings } from "../../src/warehouse/connection.ts";
import { createDeclaredTables } from "../../src/warehouse/declared-tables.ts";
import { migrate } from "../../src/warehouse/migrate.ts";
import type { RetryPolicy } from "../../src/warehouse/retry.ts";
import { serverEnvironment } from "../support/server-environment.ts";

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
  await createDeclaredTables(database.warehouse, salesJob);
  return database;
}

function serverSettings(): Omit<WarehouseSettings, "database" | "tls"> & { readonly password: string } {
  const { MYSQL_HOST, MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD } = serverEnvironment();
  return { host: MYSQL_HOST, port: Number(MYSQL_PORT), user: MYSQL_USER, password: MYSQL_PASSWORD };
}
