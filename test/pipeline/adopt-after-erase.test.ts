import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { adoptPipeline } from "../../src/pipeline/commands/adopt/adopt.ts";
import { planAdopt } from "../../src/pipeline/commands/adopt/plan-adopt.ts";
import { erasePipeline } from "../../src/pipeline/commands/erase.ts";
import { takeBackup } from "../support/backup.ts";
import { everyObject, everyTable } from "../support/everything.ts";
import { runInput } from "../support/run-input.ts";
import { SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const CUSTOMERS = `customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date
12,Mara,Quill,"12 Lime Street",12345,0171 555 12,2020-01-12
112,Ben,Ode,"9 Hill",12,0171 555 77,2020-01-12
`;
const SALES = `customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost,e-mail
12,121,sugar,2023-03-03,1,12,1,12,mara@one.example
112,121,sugar,2023-03-03,2,10,12,120,ben@one.example
12,121,sugar,2023-03-04,1,12,1,13,mara@rejected.example
`;
const REFUSED = SALES.replaceAll("@one", "@refused");
const LATER = SALES.replaceAll("2023-03-03", "2023-04-03").replaceAll("@one", "@later");
const SIGNS = /Mara|Quill|Lime Street|0171 555 12|mara@/;

test("whoever was erased does not come back with the files that a ledger from before is given again", async () => {
  await using world = await openWorld();
  await world.landAll([STORES_FILE, SALES_TEAM_FILE]);
  await succeed(world.run());
  await using backup = await takeBackup(world);
  await world.land("raw/customers/customers.csv", CUSTOMERS);
  await world.land("raw/sales/sales_data_one.csv", SALES);
  await world.land("raw/sales/bad name.csv", REFUSED);
  await succeed(world.run());
  await succeed(erasePipeline({ ...runInput(world), key: 12, isDryRun: false }));
  assert.deepEqual(await traces(world), []);
  const before = await sums(world);
  assert.notDeepEqual(before, []);

  await backup.restore();
  await succeed(adoptPipeline(runInput(world)));

  assert.deepEqual(await traces(world), []);
  assert.deepEqual(await sums(world), before);
  assert.deepEqual(await world.rows("SELECT last_name FROM customer WHERE customer_id = 112"), [{ last_name: "Ode" }]);
});

test("nor with those that came after the erasure, where the ledger from before still knows of it", async () => {
  await using world = await openWorld();
  await world.landAll([STORES_FILE, SALES_TEAM_FILE]);
  await world.land("raw/customers/customers.csv", CUSTOMERS);
  await world.land("raw/sales/sales_data_one.csv", SALES);
  await succeed(world.run());
  await succeed(erasePipeline({ ...runInput(world), key: 12, isDryRun: false }));
  await using backup = await takeBackup(world);
  await world.land("raw/customers/customers_again.csv", CUSTOMERS.replace("9 Hill", "9 Valley"));
  await world.land("raw/sales/sales_data_later.csv", LATER);
  await succeed(world.run());
  const before = await sums(world);

  await backup.restore();
  await succeed(adoptPipeline(runInput(world)));

  assert.deepEqual(await sums(world), before);
  const shown = "SELECT customer_id, last_name, address FROM customer WHERE customer_id IN (12, 112) ORDER BY 1";
  assert.deepEqual(await world.rows(shown), [
    { customer_id: 12, last_name: null, address: null },
    { customer_id: 112, last_name: "Ode", address: "9 Valley" },
  ]);
  assert.deepEqual(await everyTable(world, /Mara|Quill|Lime Street/), []);
  const cleaned = (await everyObject(world, SIGNS)).filter(({ key }) => key.startsWith("processed/sales/"));
  assert.deepEqual(cleaned, []);
});

test("whoever was erased after the backup is erased again in the ledger that is restored from it", async () => {
  await using world = await openWorld();
  await world.landAll([STORES_FILE, SALES_TEAM_FILE]);
  await world.land("raw/customers/customers.csv", CUSTOMERS);
  await world.land("raw/sales/sales_data_one.csv", SALES);
  await world.land("raw/sales/sales_data_refused.csv", REFUSED.replace("12,120", "12,121"));
  await succeed(world.run());
  await using backup = await takeBackup(world);
  await succeed(erasePipeline({ ...runInput(world), key: 12, isDryRun: false }));
  await succeed(erasePipeline({ ...runInput(world), key: 77, isDryRun: false }));
  assert.deepEqual(await traces(world), []);
  const before = await sums(world);
  const journal = (await world.keys("_pipeline/journal/")).map(async (key) => Buffer.from(await world.read(key)));
  const told = Buffer.concat(await Promise.all(journal)).toString();
  assert.match(told, /"feed":"customers","key":12\}/);
  assert.match(told, /such as …/);
  assert.doesNotMatch(told, SIGNS);

  await backup.restore();
  assert.notDeepEqual(await traces(world), []);
  assert.match(String((await world.run()).error), /older_ledger/);
  assert.equal((await planAdopt(salesJob, world.settings)).erasures.rows.length, 1);
  const { summary } = await adoptPipeline(runInput(world));

  assert.equal(summary.adopted?.erased, 1);
  assert.deepEqual(await traces(world), []);
  assert.deepEqual(await sums(world), before);
  assert.deepEqual(await world.rows("SELECT row_key, state FROM erasures"), [{ row_key: 12, state: "done" }]);
  assert.equal((await adoptPipeline(runInput(world))).summary.status, "nothing_to_do");
  await world.land("raw/sales/sales_data_two.csv", SALES);
  const again = await world.run();
  assert.deepEqual([again.summary.files.duplicate, again.summary.files.processed], [1, 0]);
  assert.deepEqual(await sums(world), before);
});

async function succeed(outcome: Promise<{ readonly error: unknown }>): Promise<void> {
  assert.equal((await outcome).error, undefined);
}

async function traces(world: World): Promise<readonly string[]> {
  return [...(await everyObject(world, SIGNS)).map(({ key }) => key), ...(await everyTable(world, SIGNS))];
}

function sums(world: World) {
  return world.rows(
    "SELECT customer_id, sales_month, full_name, total_purchases, total_sales FROM customers_data_mart ORDER BY 1, 2",
  );
}
