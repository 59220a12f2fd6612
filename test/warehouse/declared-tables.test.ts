import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import type { DimensionFeed } from "../../src/feeds/index.ts";
import { type Job, JobError, type Mart } from "../../src/job/index.ts";
import { declaredTables } from "../../src/warehouse/declared-table.ts";
import { createDeclaredTables, requireDeclaredTables } from "../../src/warehouse/declared-tables.ts";
import { migrate, monthsNotComputed } from "../../src/warehouse/index.ts";
import { buildAndCommit, customer, leasedDatabase, seller } from "./fixtures.ts";
import { emptyDatabase, migratedDatabase } from "./test-database.ts";

const [MARCH, APRIL] = ["2023-03", "2023-04"];

function martOf(name: string): Mart {
  const mart = salesJob.marts.find((one) => one.name === name);
  assert.ok(mart);
  return mart;
}

const customerMart = martOf("customers_data_mart");
const salesTeamMart = martOf("sales_team_data_mart");
const [customers, ...otherDimensions] = salesJob.dimensions;
assert.ok(customers);

test("init makes the tables and views that a job declares, once, also when two processes do", async () => {
  await using database = await emptyDatabase();
  await migrate(database.warehouse);
  const made = await Promise.all([1, 2].map(() => createDeclaredTables(database.warehouse, salesJob)));
  assert.deepEqual(made.flat(), [
    "customer",
    "store",
    "sales_team",
    "product",
    "customers_data_mart",
    "sales_team_data_mart",
    "customer_totals",
  ]);
  await requireDeclaredTables(database.warehouse, salesJob);
  assert.deepEqual(await database.warehouse.query("SELECT * FROM customer_totals"), []);
});

test("a view that MySQL does not take is an error that names mart and view", async () => {
  await using database = await migratedDatabase();
  for (const [select, said] of [
    ["SELECT customer_id, SUM(amont) FROM customers_data_mart GROUP BY 1", /Unknown column 'amont'/],
    ["SELECT * FROM customer_months", /customer_months' doesn't exist/],
    ["SELEC 1", /SQL syntax/],
  ] as const) {
    const job = { ...salesJob, marts: [{ ...customerMart, views: { city_totals: select } }] };
    await assert.rejects(createDeclaredTables(database.warehouse, job), (error) => {
      const { message } = error instanceof JobError ? error : new Error(String(error));
      assert.match(message, /^The mart customers_data_mart: MySQL does not take the SELECT of its view city_totals: /);
      assert.match(message, said);
      assert.match(message, /Mend it under `views`\.$/);
      return true;
    });
  }
});

test("no table of a job may be the engine's own", () => {
  for (const name of ["batches", "staging_files", "schema_migrations"]) {
    const message = `The table ${name}: it is the engine's own, and a job may not declare it. Name it otherwise.`;
    assert.throws(() => declaredTables({ dimensions: [], marts: [{ ...salesTeamMart, name }] }), { message });
    const viewed = { ...salesTeamMart, views: { [name]: "SELECT 1" } };
    assert.throws(() => declaredTables({ dimensions: [], marts: [viewed] }), { message });
  }
});

test("a table that is missing, or lacks a column, names the command that makes it", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute("ALTER TABLE customers_data_mart DROP COLUMN address");
  await assert.rejects(requireDeclaredTables(warehouse, salesJob), {
    code: "schema_differs",
    message:
      /the table customers_data_mart lacks the declared column address\. Run `sales-pipeline init`, which adds it\.$/,
  });
  await warehouse.execute("DROP TABLE customer");
  await assert.rejects(requireDeclaredTables(warehouse, salesJob), {
    code: "missing_table",
    message: /the dimension customer has no table\. Run `sales-pipeline init`\.$/,
  });
});

test("a new column is added without a value, and the mart's months are stale until each is computed", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const sold = (month: string) => ({
    months: [month],
    customers: [customer(1, month, "5.00")],
    sellers: [seller(1, month, 1, "5.00")],
  });
  await buildAndCommit(warehouse, lease, { attempt: 1, files: [[[MARCH, 1, "5.00"]]], ...sold(MARCH) });
  await buildAndCommit(warehouse, lease, { attempt: 2, files: [[[APRIL, 1, "5.00"]]], ...sold(APRIL) });
  const vip: DimensionFeed = {
    ...customers,
    columns: [...customers.columns, { name: "vip_since", kind: "date", required: true }],
  };
  const job: Job = {
    ...salesJob,
    dimensions: [vip, ...otherDimensions],
    marts: [
      {
        ...customerMart,
        shows: [{ dimension: vip, on: "customer_id", columns: { vip_since: { type: "DATE", from: "vip_since" } } }],
        values: { ...customerMart.values, largest_purchase: "DECIMAL(20,2)" },
      },
      salesTeamMart,
    ],
  };
  assert.deepEqual(await createDeclaredTables(warehouse, job), [
    "customer.vip_since",
    "customers_data_mart.vip_since",
    "customers_data_mart.largest_purchase",
  ]);
  assert.deepEqual(await createDeclaredTables(warehouse, job), []);
  await requireDeclaredTables(warehouse, job);
  assert.deepEqual(
    await warehouse.query("SELECT vip_since, largest_purchase FROM customers_data_mart WHERE sales_month = ?", [MARCH]),
    [{ vip_since: null, largest_purchase: null }],
  );
  assert.deepEqual(await monthsNotComputed(warehouse, job), {
    customers_data_mart: [MARCH, APRIL],
    sales_team_data_mart: [],
  });

  await buildAndCommit(warehouse, lease, { attempt: 3, files: [], ...sold(MARCH) });
  assert.deepEqual(await monthsNotComputed(warehouse, job), {
    customers_data_mart: [APRIL],
    sales_team_data_mart: [],
  });
});

test("what would lose data is refused, with the statement to run", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const byProduct: Mart = { ...salesTeamMart, key: { ...salesTeamMart.key, product_id: "INT" } };
  const refusals = [
    {
      job: { ...salesJob, marts: [byProduct] },
      message:
        /lacks product_id, a column of its declared key.*`RENAME TABLE sales_team_data_mart TO sales_team_data_mart_old`; then `sales-pipeline init` and `sales-pipeline rebuild`/,
    },
    {
      job: { ...salesJob, marts: [{ ...salesTeamMart, values: { total_sales: "DECIMAL(20,2)", sales_rank: "INT" } }] },
      message:
        /has the column incentive, which is declared no more.*`ALTER TABLE sales_team_data_mart MODIFY COLUMN incentive decimal\(20,2\) NULL`.*`ALTER TABLE sales_team_data_mart DROP COLUMN incentive`/,
    },
  ];
  for (const { job, message } of refusals) {
    await assert.rejects(createDeclaredTables(warehouse, job), { code: "schema_differs", transient: false, message });
    await assert.rejects(requireDeclaredTables(warehouse, job), { code: "schema_differs", message });
  }
  await warehouse.execute("ALTER TABLE sales_team_data_mart MODIFY COLUMN incentive decimal(20,2) NULL");
  for (const { job } of refusals.slice(1)) assert.deepEqual(await createDeclaredTables(warehouse, job), []);
});
