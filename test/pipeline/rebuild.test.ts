import assert from "node:assert/strict";
import { test } from "vitest";
import { createLogger } from "../../src/observability/index.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { openWorldAfter } from "../support/prepared-worlds.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import { openWorld, type World } from "../support/world.ts";

const MART = "processed/sales_team_data_mart";
const MANIFEST = `${MART}/_manifest.json`;
const FIRST = salesFile("1", [
  { date: "2023-03-03", person: 1, price: 100 },
  { date: "2023-03-04", person: 2, price: 90 },
  { date: "2023-04-01", person: 3, price: 50, store: 122 },
]);
const SECOND = salesFile("2", [
  { date: "2023-03-09", person: 4, price: 70, store: 122, customer: 2 },
  { date: "2023-05-09", person: 4, price: 71, store: 122, customer: 2 },
]);
const FILES = [FIRST, SECOND];

test("a rebuild of sound marts changes nothing, row for row and object for object", async () => {
  await using world = await openWorldAfter(FILES);
  const before = { rows: await allRows(world), objects: await objects(world) };

  const rebuild = await runCli(["rebuild"], world.env);

  assert.equal(rebuild.code, 0, rebuild.stderr);
  const summary = JSON.parse(rebuild.lastLine);
  assert.equal(summary.status, "processed");
  assert.deepEqual(summary.months, ["2023-03", "2023-04", "2023-05"]);
  assert.deepEqual(summary.files, { processed: 0, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  assert.deepEqual(summary.marts, {
    customers_data_mart: { rows: 4, changed: 0 },
    sales_team_data_mart: { rows: 5, changed: 0 },
  });
  assert.deepEqual({ rows: await allRows(world), objects: await objects(world) }, before);
});

test("a rebuild repairs rows and partition objects that somebody changed or removed", async () => {
  await using world = await openWorldAfter(FILES);
  const untouched = "SELECT * FROM sales_team_data_mart WHERE store_id = 121 AND sales_month = '2023-03'";
  const sound = await world.rows(untouched);
  await world.change(
    "UPDATE customers_data_mart SET total_sales = 1 WHERE customer_id = 1 AND sales_month = '2023-03'",
  );
  await world.change("DELETE FROM sales_team_data_mart WHERE store_id = 122 AND sales_month = '2023-05'");
  await world.change(
    `INSERT INTO sales_team_data_mart (store_id, sales_month, sales_person_id, total_sales, sales_rank, incentive, batch_id)
     VALUES (121, '2019-01', 1, 5, 1, 0.05, 'by hand')`,
  );
  await world.land(partition(122, "2023-03"), "not what was published");
  await world.remove(partition(122, "2023-04"));
  await world.land(partition(999, "2023-04"), "of no store");

  const { summary, error } = await rebuild(world);

  assert.equal(error, undefined);
  assert.deepEqual(summary.months, ["2019-01", "2023-03", "2023-04", "2023-05"]);
  assert.equal(summary.marts.customers_data_mart?.changed, 1);
  assert.equal(summary.marts.sales_team_data_mart?.changed, 2);
  await expectMarts(world, await counting([FIRST, SECOND]));
  assert.deepEqual(await world.rows(untouched), sound);
  await expectManifestOfObjects(world);
});

test("--month rebuilds that month and leaves the others as they are", async () => {
  await using world = await openWorldAfter(FILES);
  await world.change("UPDATE customers_data_mart SET total_sales = 1 WHERE sales_month IN ('2023-03', '2023-04')");
  await world.remove(partition(122, "2023-04"));

  const { summary, error } = await rebuild(world, "2023-03");

  assert.equal(error, undefined);
  assert.deepEqual(summary.months, ["2023-03"]);
  assert.equal(summary.marts.customers_data_mart?.changed, 2);
  const wrong = await world.rows("SELECT sales_month FROM customers_data_mart WHERE total_sales = 1");
  assert.deepEqual(wrong, [{ sales_month: "2023-04" }]);
  assert.deepEqual(await world.keys(partition(122, "2023-04")), []);

  await rebuild(world, "2023-04");
  await expectMarts(world, await counting([FIRST, SECOND]));
  await expectManifestOfObjects(world);
});

test("without a readable manifest a rebuild writes all of it anew, even if one month is asked for", async () => {
  await using world = await openWorldAfter(FILES);
  await world.land(MANIFEST, "{ torn");

  const { summary, error } = await rebuild(world, "2023-04");

  assert.equal(error, undefined);
  assert.deepEqual(summary.months, ["2023-03", "2023-04", "2023-05"]);
  await expectMarts(world, await counting([FIRST, SECOND]));
  await expectManifestOfObjects(world);
});

test("where nothing counts there is nothing to rebuild: exit code 99, and 2 for a month that is none", async () => {
  await using world = await openWorld();

  const nothing = await runCli(["rebuild", "--month", "2023-03"], world.env);
  const noMonth = await runCli(["rebuild", "--month", "2023-13"], world.env);

  assert.equal(nothing.code, 99, nothing.stderr);
  assert.equal(JSON.parse(nothing.lastLine).status, "nothing_to_do");
  assert.equal(noMonth.code, 2);
  assert.deepEqual(await world.rows("SELECT batch_id FROM batches"), []);
});

function rebuild(world: World, month?: string) {
  return rebuildPipeline({
    settings: world.settings,
    asOf: AS_OF,
    month,
    signal: new AbortController().signal,
    logger: (bindings) => createLogger(process.env["TEST_LOG_LEVEL"] ?? "silent", bindings),
  });
}

function partition(storeId: number, month: string): string {
  return `${MART}/store_id=${storeId}/sales_month=${month}/data.parquet`;
}

async function allRows(world: World) {
  return {
    customers: await world.rows("SELECT * FROM customers_data_mart ORDER BY customer_id, sales_month"),
    salesTeam: await world.rows("SELECT * FROM sales_team_data_mart ORDER BY store_id, sales_month, sales_person_id"),
  };
}

async function objects(world: World) {
  return (await world.partitions()).map(({ key, bytes }) => [key, Buffer.from(bytes).toString("base64")]);
}

async function expectManifestOfObjects(world: World): Promise<void> {
  const manifest = JSON.parse(new TextDecoder().decode(await world.read(MANIFEST)));
  assert.deepEqual(
    manifest.objects.map(({ key, etag }: { readonly key: string; readonly etag: string }) => [key, etag]),
    await Promise.all((await world.partitions()).map(async ({ key }) => [key, await world.etag(key)])),
  );
}
