import assert from "node:assert/strict";
import { test } from "vitest";
import { expectMarts } from "../support/expect-marts.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const SALES = salesFile(
  "1",
  ["2023-03-03", "2023-04-03", "2023-05-03"].flatMap((date) => [
    { date, customer: 1, person: 1, price: 100 },
    { date, customer: 2, person: 2, price: 90 },
    { date, customer: 1, person: 3, price: 50, store: 122 },
  ]),
);
const NEW_CUSTOMER: ExampleFile = {
  key: "raw/customers/customers_new.csv",
  text: `${CUSTOMERS_FILE.text.split("\n")[0]}\n2,Dhanush,Rao,"9, FC Road, Pune",411004,9155328165,2022-03-27\n`,
};
const NEW_SELLER: ExampleFile = {
  key: "raw/sales_team/sales_team_new.csv",
  text: `${SALES_TEAM_FILE.text.split("\n")[0]}\n2,Rajesh,Chauhan,3,N,"9, MI Road, Jaipur",302001,2020-05-01\n`,
};

test("new names reach all months of both marts and the partitions; rows of others keep batch and time", async () => {
  await using world = await openWorld();
  await knowDimensions(world);
  await world.landAll([SALES]);
  const first = await world.run();
  const others = async () => ({
    customers: await world.rows("SELECT * FROM customers_data_mart WHERE customer_id <> 2 ORDER BY 1, 2"),
    salesTeam: await world.rows("SELECT * FROM sales_team_data_mart WHERE sales_person_id <> 2 ORDER BY 1, 2, 3"),
  });
  const before = await others();
  const otherStore = (await world.partitions()).filter(({ key }) => key.includes("store_id=122"));

  await world.landAll([NEW_CUSTOMER, NEW_SELLER]);
  const { summary, error } = await world.run();

  assert.equal(error, undefined);
  assert.deepEqual(summary.months, []);
  assert.equal(summary.marts.customers_data_mart?.changed, 3);
  assert.equal(summary.marts.sales_team_data_mart?.changed, 3);
  assert.equal(summary.incentivesMoved, 0);
  await expectMarts(
    world,
    await counting([SALES], { customers: [CUSTOMERS_FILE, NEW_CUSTOMER], team: [SALES_TEAM_FILE, NEW_SELLER] }),
  );
  const names = await world.rows(
    "SELECT DISTINCT full_name, batch_id FROM sales_team_data_mart WHERE sales_person_id = 2",
  );
  assert.deepEqual(names, [{ full_name: "Rajesh Chauhan", batch_id: summary.batchId }]);
  assert.deepEqual(await others(), before);
  assert.deepEqual(
    before.customers.map((row) => row["batch_id"]),
    before.customers.map(() => first.summary.batchId),
  );
  assert.deepEqual(
    (await world.partitions()).filter(({ key }) => key.includes("store_id=122")),
    otherStore,
  );
});
