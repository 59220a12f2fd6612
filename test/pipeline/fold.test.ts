import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { checkMarts } from "../../src/doctor/marts-check.ts";
import { createLogger } from "../../src/observability/index.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { openWarehouse } from "../../src/warehouse/index.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { runCli } from "../support/run-cli.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { verifyWorld } from "../support/verify-world.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

/** Person 1 leads in store 121; persons 3 and 4 share the first rank in store 122. */
const FIRST = salesFile("1", [
  { date: "2023-03-03", person: 1, price: 100 },
  { customer: 2, date: "2023-03-04", person: 2, price: 90 },
  { store: 122, date: "2023-03-05", person: 3, price: 50 },
  { store: 122, date: "2023-03-06", person: 4, price: 50 },
]);
/** Puts person 2 ahead, moves customer 1's first purchase, and opens a month. */
const LATE = salesFile("2", [
  { date: "2023-03-01", person: 2, price: 20 },
  { date: "2023-04-01", person: 2, price: 20 },
]);
const MORE = salesFile("3", [{ date: "2023-03-31", person: 1, price: 5 }]);
const LAST = salesFile("4", [{ date: "2023-03-30", person: 1, price: 7 }]);

test("sales that come to a month are added to its rows, unless somebody changed those, or a rule", async () => {
  await using world = await openWorld();
  const process = async (file: ExampleFile, settings = world.settings) => {
    await world.landAll([file]);
    const { error, summary } = await world.run({ settings });
    assert.equal(error, undefined);
    return summary.warnings;
  };
  await world.landAll([CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE]);
  await process(FIRST);

  const restore = await takeAwayCleanedSales(world);
  await process(LATE);
  await expectMarts(world, await counting([FIRST, LATE]));

  await restore();
  assert.deepEqual(await verifyWorld(world), []);
  await world.change(
    "UPDATE customers_data_mart SET total_purchases = total_purchases + 1 WHERE customer_id = 1 AND sales_month = '2023-03'",
  );
  await world.change("DELETE FROM sales_team_data_mart WHERE store_id = 122 AND sales_person_id = 4");
  const differing = await verifyWorld(world);
  assert.deepEqual(
    differing.map((line) => line.split(" {")[0]),
    [
      "customers_data_mart only computed",
      "customers_data_mart only in the mart",
      "sales_team_data_mart only computed",
      "processed/sales_team_data_mart/store_id=122/sales_month=2023-03/data.parquet: the manifest says 2 rows, the mart 1",
    ],
  );
  const { code, stdout } = await runCli(["verify", "--month", "2023-03"], world.env);
  assert.equal(code, 1);
  assert.match(stdout, /customers_data_mart: 2 rows differ/);
  assert.equal((await runCli(["verify", "--month", "2023-04", "--json"], world.env)).code, 0);
  await process(MORE);
  await expectMarts(world, await counting([FIRST, LATE, MORE]));

  const nobody = { ...world.settings, rules: { ...world.settings.rules, tieRule: "none" } };
  const ofAprilOnly = { "stale_month:sales_team_data_mart": 1 };
  assert.deepEqual(await process(LAST, nobody), ofAprilOnly);
  const incentives = await world.rows(
    "SELECT store_id, sales_person_id, incentive FROM sales_team_data_mart WHERE sales_month = '2023-03' AND sales_rank = 1 ORDER BY 1, 2",
  );
  assert.deepEqual(incentives, [
    { store_id: 121, sales_person_id: 1, incentive: "1.12" },
    { store_id: 122, sales_person_id: 3, incentive: "0.00" },
    { store_id: 122, sales_person_id: 4, incentive: "0.00" },
  ]);

  // The other month still has the incentives of the old rule: whoever looks is told, and rebuild brings it up to date.
  const idle = await world.run({ settings: nobody });
  assert.deepEqual([idle.summary.status, idle.summary.warnings], ["nothing_to_do", ofAprilOnly]);
  await using warehouse = await openWarehouse(world.settings.mysql);
  const { status, detail } = await checkMarts(salesJob, nobody, warehouse);
  assert.equal(status, "warning");
  assert.match(
    detail,
    /^sales_team_data_mart has been declared otherwise since 2023-04 was computed\. Run `sales-pipeline rebuild`/,
  );
  const rebuilt = await rebuildPipeline({
    job: salesJob,
    settings: nobody,
    asOf: "2026-01-01",
    signal: new AbortController().signal,
    logger: (bindings) => createLogger("silent", bindings),
  });
  assert.deepEqual([rebuilt.error, rebuilt.summary.warnings], [undefined, {}]);
  assert.equal((await checkMarts(salesJob, nobody, warehouse)).status, "ok");
});

/** Whoever reads what was cleaned so far fails until it is restored. */
async function takeAwayCleanedSales(world: World): Promise<() => Promise<void>> {
  const keys = await world.keys("processed/sales/");
  const kept = await Promise.all(keys.map(async (key) => [key, await world.read(key)] as const));
  assert.notEqual(kept.length, 0);
  for (const key of keys) await world.remove(key);
  return async () => {
    for (const [key, bytes] of kept) await world.land(key, bytes);
  };
}
