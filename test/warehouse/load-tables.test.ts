import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLoadTables, dropLoadTables, loadTableOf, sweepLoadTables } from "../../src/warehouse/index.ts";
import { listLoadTables } from "../../src/warehouse/load-tables.ts";
import type { Sql } from "../../src/warehouse/sql.ts";
import { FEEDS } from "../support/feeds.ts";
import { insertRows, table } from "./fixtures.ts";
import { migratedDatabase } from "./test-database.ts";

const ONE = "20230401T000000Z-abc123-1";
const ELEVEN = "20230401T000000Z-abc123-11";

test("load tables have the columns, types and key of what they are for, without its metadata", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const tables = await createLoadTables(warehouse, ONE, salesJob, [
    FEEDS.customers,
    FEEDS.stores,
    FEEDS.sales_team,
    FEEDS.products,
  ]);
  assert.deepEqual(tables, {
    marts: {
      customers_data_mart: "load_20230401t000000z_abc123_1_customers_data_mart",
      sales_team_data_mart: "load_20230401t000000z_abc123_1_sales_team_data_mart",
    },
    dimensions: {
      customers: "load_20230401t000000z_abc123_1_customer",
      stores: "load_20230401t000000z_abc123_1_store",
      sales_team: "load_20230401t000000z_abc123_1_sales_team",
      products: "load_20230401t000000z_abc123_1_product",
    },
  });
  const pairs = [
    ["customers_data_mart", tables.marts["customers_data_mart"]],
    ["sales_team_data_mart", tables.marts["sales_team_data_mart"]],
    ["customer", tables.dimensions["customers"]],
    ["store", tables.dimensions["stores"]],
    ["sales_team", tables.dimensions["sales_team"]],
    ["product", tables.dimensions["products"]],
  ] as const;
  for (const [target, load] of pairs)
    assert.deepEqual(await columns(warehouse, load ?? ""), await columns(warehouse, target));
  const withFile = await warehouse.query(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name LIKE 'load\\_%' AND column_name = 'file_id'",
  );
  assert.deepEqual(withFile.map(({ name }) => name).toSorted(), Object.values(tables.dimensions).toSorted());
});

test("a row that a repeated task writes again is refused", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const { marts } = await createLoadTables(warehouse, ONE, salesJob, []);
  const salesTeamDataMart = loadTableOf(marts, "sales_team_data_mart");
  const row = [[1, "2023-03", 1, null, "1.00", 1, "0.01"]];
  await insertRows(warehouse, salesTeamDataMart, row);
  await assert.rejects(insertRows(warehouse, salesTeamDataMart, row), {
    code: "query_failed",
    message: /Duplicate entry/,
  });
});

test("a batch's load tables are dropped, and a sweep takes the rest, but no table of others", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE load_test (a INT)");
  await warehouse.execute("CREATE TABLE load_20230401t000000z_abc123_1_notes (a INT)");
  await createLoadTables(warehouse, ONE, salesJob, [FEEDS.stores]);
  await createLoadTables(warehouse, ELEVEN, salesJob, []);
  await createLoadTables(warehouse, ONE, salesJob, [FEEDS.stores]);
  await dropLoadTables(warehouse, ONE);
  await dropLoadTables(warehouse, ONE);
  const eleven = [
    "load_20230401t000000z_abc123_11_customers_data_mart",
    "load_20230401t000000z_abc123_11_sales_team_data_mart",
    "load_20230401t000000z_abc123_11_shown_0_sales_team_data_mart",
  ];
  assert.deepEqual(await listLoadTables(warehouse), eleven);
  assert.deepEqual(await sweepLoadTables(warehouse), eleven);
  assert.deepEqual(await listLoadTables(warehouse), []);
  assert.equal((await table(warehouse, "SHOW TABLES LIKE 'load%'")).length, 2);
});

test("a batch id that is none makes no table", async () => {
  await using database = await migratedDatabase();
  await assert.rejects(async () => createLoadTables(database.warehouse, "x; DROP TABLE batches", salesJob, []), {
    name: "RangeError",
    message: "'x; DROP TABLE batches' is no batch id: expected one like 20240131T235959Z-ab12cd-1",
  });
});

function columns(sql: Sql, name: string): Promise<readonly unknown[][]> {
  return table(
    sql,
    `SELECT column_name, column_type, column_key = 'PRI', character_set_name, collation_name
     FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name = ?
       AND column_name NOT IN ('batch_id', 'created_at', 'updated_at', 'file_id')
     ORDER BY ordinal_position`,
    [name],
  );
}
