import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { commitBatch, monthsOfOtherDefinition, soundMonths } from "../../src/warehouse/index.ts";
import { type BatchPlan, buildAndCommit, buildBatch, customer, leasedDatabase, seller } from "./fixtures.ts";

const [MARCH, APRIL] = ["2023-03", "2023-04"];
const MONTHS = [MARCH, APRIL, "2023-05"];

const PLAN: BatchPlan = {
  attempt: 1,
  files: [
    [
      [MARCH, 2, "180.00"],
      [APRIL, 1, "50.00"],
    ],
  ],
  months: [MARCH, APRIL],
  customers: [customer(1, MARCH, "100.00"), customer(2, MARCH, "80.00"), customer(1, APRIL, "50.00")],
  sellers: [seller(121, MARCH, 1, "180.00"), seller(121, APRIL, 1, "50.00")],
};

test("the months of a mart that can be added to are those that the same definition made and that the ledger agrees with", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const [customers, team] = salesJob.marts;
  assert.ok(customers !== undefined && team !== undefined);
  const digest = "a".repeat(64);
  const { input } = await buildBatch(warehouse, lease, PLAN);
  assert.deepEqual(await soundMonths(warehouse, customers, MONTHS, digest), []);
  await commitBatch(warehouse, { ...input, definitions: { [customers.name]: digest, [team.name]: digest } });

  assert.deepEqual(await soundMonths(warehouse, customers, MONTHS, digest), [MARCH, APRIL]);
  assert.deepEqual(await soundMonths(warehouse, team, MONTHS, digest), [MARCH, APRIL]);
  assert.deepEqual(await soundMonths(warehouse, team, MONTHS, "b".repeat(64)), []);

  assert.deepEqual(await monthsOfOtherDefinition(warehouse, team, digest), []);
  assert.deepEqual(await monthsOfOtherDefinition(warehouse, team, "b".repeat(64)), [MARCH, APRIL]);

  await warehouse.execute("UPDATE sales_team_data_mart SET total_sales = 179.99 WHERE sales_month = '2023-03'");
  await warehouse.execute("UPDATE customers_data_mart SET total_purchases = 2 WHERE sales_month = '2023-04'");
  assert.deepEqual(await soundMonths(warehouse, team, MONTHS, digest), [APRIL]);
  assert.deepEqual(await soundMonths(warehouse, customers, MONTHS, digest), [MARCH]);

  // A batch that does not say what made its months leaves nothing to build upon.
  await buildAndCommit(warehouse, lease, {
    attempt: 2,
    files: [[[MARCH, 1, "20.00"]]],
    months: [MARCH],
    customers: [customer(1, MARCH, "120.00", { purchases: 2 }), customer(2, MARCH, "80.00")],
    sellers: [seller(121, MARCH, 1, "200.00")],
  });
  assert.deepEqual(await soundMonths(warehouse, customers, MONTHS, digest), []);

  // A month of which nothing is left has nothing to bring up to date.
  await warehouse.execute("DELETE FROM sales_team_data_mart WHERE sales_month = '2023-04'");
  assert.deepEqual(await monthsOfOtherDefinition(warehouse, team, "b".repeat(64)), [MARCH]);
});
