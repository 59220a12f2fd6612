import assert from "node:assert/strict";
import { test } from "vitest";
import { compactPipeline } from "../../src/pipeline/commands/compact/compact.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { openWorldAfter } from "../support/prepared-worlds.ts";
import { runCli } from "../support/run-cli.ts";
import { runInput } from "../support/run-input.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import type { World } from "../support/world.ts";

const FIRST = salesFile("1", [
  { date: "2023-03-03", person: 1, price: 100 },
  { date: "2023-04-01", person: 3, price: 50, store: 122 },
]);
const SECOND = salesFile("2", [{ date: "2023-03-04", person: 2, price: 90 }]);
const CORRECTED = salesFile("2", [{ date: "2023-03-05", person: 2, price: 95, customer: 2 }]);
const THIRD = salesFile("3", [
  { date: "2023-03-09", person: 4, price: 70, store: 122 },
  { date: "2023-05-09", person: 4, price: 71, store: 122 },
]);

test("compaction leaves one batch in each crowded month, and every row and partition as it was", async () => {
  await using world = await openWorldAfter([FIRST], [SECOND], [CORRECTED], [THIRD]);
  const before = await everything(world);
  assert.deepEqual(await batchesOf(world, "2023-03"), 4);

  const compacted = await runCli(["compact", "--min-parts", "3"], world.env);

  assert.equal(compacted.code, 0, compacted.stderr);
  const summary = JSON.parse(compacted.lastLine);
  assert.deepEqual([summary.status, summary.months], ["processed", ["2023-03"]]);
  assert.deepEqual(await everything(world), before);
  assert.deepEqual(await batchesOf(world, "2023-03"), 1);
  assert.deepEqual(await batchesOf(world, "2023-04"), 1);

  const again = await runCli(["compact", "--min-parts", "3"], world.env);
  assert.equal(again.code, 99, again.stderr);
  assert.equal((await runCli(["compact", "--min-parts", "1"], world.env)).code, 2);
});

test("after a compaction, late files, corrections of compacted files, more compactions and rebuilds are right", async () => {
  await using world = await openWorldAfter([FIRST], [SECOND], [THIRD]);
  assert.equal((await compact(world)).summary.status, "processed");

  await process(world, [CORRECTED]);
  await expectMarts(world, await counting([FIRST, CORRECTED, THIRD]));
  assert.deepEqual((await compact(world)).summary.months, ["2023-03"]);
  await expectMarts(world, await counting([FIRST, CORRECTED, THIRD]));

  const late = salesFile("late", [{ date: "2023-03-30", person: 2, price: 10 }]);
  await process(world, [late], [FIRST]);
  await expectMarts(world, await counting([FIRST, CORRECTED, THIRD, late]));
  const rebuilt = await rebuildPipeline(runInput(world));
  assert.deepEqual(rebuilt.summary.marts, {
    customers_data_mart: { rows: 4, changed: 0 },
    sales_team_data_mart: { rows: 5, changed: 0 },
  });
});

const POINTS: readonly FailpointName[] = [
  "batch_opened",
  "sales_cleaned",
  "commit:before_commit",
  "commit:after_commit",
  "manifest_written",
  "files_archived",
  "retired_sales_removed",
];

test("a compaction that fails at any point is finished or given up by the next one, which leaves nothing behind", async () => {
  await using world = await openWorldAfter([FIRST]);
  const files: ExampleFile[] = [FIRST];
  for (const [index, point] of POINTS.entries()) {
    const file = salesFile(`at-${index}`, [{ date: "2023-03-10", person: 1 + (index % 3), price: 1 + index }]);
    files.push(file);
    await process(world, [file]);
    const before = await everything(world);

    const failed = await compact(world, (reached) => {
      if (reached === point) throw new Error(`stopped at ${point}`);
    });
    assert.match(String(failed.error), new RegExp(`stopped at ${point}`));
    assert.deepEqual((await compact(world)).error, undefined);

    assert.deepEqual(await everything(world), before, point);
    assert.equal(await batchesOf(world, "2023-03"), 1, point);
    assert.deepEqual(await world.rows("SELECT * FROM retired_sales"), [], point);
  }
  await expectMarts(world, await counting(files));
});

test("a compaction whose sales are not those that count changes nothing", async () => {
  await using world = await openWorldAfter([FIRST], [SECOND]);
  const before = await everything(world);
  await world.change("UPDATE staging_file_months SET total_sales = total_sales + 0.01 WHERE sales_month = '2023-03'");
  const { summary, error } = await compact(world);
  assert.equal(summary.status, "failed");
  assert.match(String(error), /integrity: file \d+ has 1 sales of \d+\.\d\d in 2023-03, which are not among those/);
  assert.deepEqual(await everything(world), before);
  assert.equal(await batchesOf(world, "2023-03"), 2);
});

/** Each list in a run of its own. */
async function process(world: World, ...runs: readonly (readonly ExampleFile[])[]): Promise<void> {
  for (const files of runs) {
    await world.landAll(files);
    assert.equal((await world.run()).error, undefined);
  }
}

function compact(world: World, at: (point: FailpointName) => void = () => {}) {
  return compactPipeline({ ...runInput(world), failpoint: at, minParts: 2 });
}

/** Rows of both marts, with their batches and times, and the partition objects. */
async function everything(world: World) {
  const objects = (await world.keys("processed/sales_team_data_mart/")).filter((key) => key.endsWith(".parquet"));
  return {
    customers: await world.rows("SELECT * FROM customers_data_mart ORDER BY customer_id, sales_month"),
    team: await world.rows("SELECT * FROM sales_team_data_mart ORDER BY store_id, sales_month, sales_person_id"),
    etags: await Promise.all(objects.map(async (key) => [key, await world.etag(key)])),
  };
}

/** In how many batches the lake holds sales of the month, whether they count or not. */
async function batchesOf(world: World, month: string): Promise<number> {
  const keys = (await world.keys("processed/sales/")).filter((key) => key.includes(`/sales_month=${month}/`));
  return new Set(keys.map((key) => key.split("/")[2])).size;
}
