import assert from "node:assert/strict";
import { test } from "vitest";
import { createLogger } from "../../src/observability/index.ts";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { RunOptions } from "../../src/pipeline/run-under-lease.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const STEADY = salesFile("steady", [{ date: "2023-03-01", person: 1, price: 10 }]);

/**
 * When a file changes: before the driver reads it, between that and Spark's reading, after Spark has read it, and just before
 * the commit.
 */
const MOMENTS: readonly FailpointName[] = ["files_recorded", "files_judged", "sales_cleaned", "partitions_staged"];

/** As many rows whatever the price, so that only the ETag tells two versions apart. */
function fileOf(name: string, price: number): ExampleFile {
  return salesFile(name, [
    { date: "2023-03-02", person: 2, price },
    // Rejected, so that the driver reads the file a second time, after Spark.
    { date: "2026-03-02", person: 2, price },
  ]);
}

test("files that are replaced or removed at any moment of a run count with one version each, never with a mixture", async () => {
  await using world = await openWorld();
  const replaced = MOMENTS.map((point, n) => ({
    point,
    old: fileOf(`r-${point}`, 1 + n),
    fresh: fileOf(`r-${point}`, 50 + n),
  }));
  const removed = MOMENTS.map((point, n) => ({ point, file: fileOf(`v-${point}`, 20 + n) }));
  const files = [...replaced.map(({ old }) => old), ...removed.map(({ file }) => file)];
  await knowDimensions(world);
  await world.landAll([STEADY, ...files]);
  const passed = new Set<string>();

  const { error, summary } = await run(world, async (point) => {
    if (passed.has(point)) return;
    passed.add(point);
    for (const { fresh } of replaced.filter((one) => one.point === point)) await world.land(fresh.key, fresh.text);
    for (const { file } of removed.filter((one) => one.point === point)) await world.remove(file.key);
  });

  assert.equal(error, undefined);
  assert.equal(summary.files.processed, 1);
  await expectMarts(world, await counting([STEADY]));
  assert.equal((await world.run()).error, undefined);
  await expectMarts(world, await counting([STEADY, ...replaced.map(({ fresh }) => fresh)]));
  for (const { fresh } of replaced) assert.deepEqual(await statuses(world, fresh), ["Superseded", "Processed"]);
  for (const { file } of removed) assert.deepEqual(await statuses(world, file), ["Failed"]);
});

test("a file that is replaced again and again while Spark reads it never counts with a mixture", async () => {
  await using world = await openWorld();
  const [old, fresh] = [fileOf("changing", 20), fileOf("changing", 500)];
  await knowDimensions(world);
  await world.landAll([STEADY, old]);
  let isRead = false;
  let uploads: Promise<void> | undefined;
  const replaceOnAndOn = async () => {
    for (let n = 0; !isRead; n++) await world.land(old.key, fileOf("changing", 100 + (n % 2)).text);
    await world.land(old.key, fresh.text);
  };

  const { error } = await run(world, async (point) => {
    if (point === "dimensions_loaded") uploads ??= replaceOnAndOn();
    if (point !== "sales_cleaned") return;
    isRead = true;
    await uploads;
  });

  isRead = true;
  await uploads;
  assert.equal(error, undefined);
  await expectMarts(world, await counting([STEADY]));
  assert.equal((await world.run()).error, undefined);
  await expectMarts(world, await counting([STEADY, fresh]));
});

async function run({ settings }: World, failpoint: NonNullable<RunOptions["failpoint"]>) {
  const signal = new AbortController().signal;
  const level = process.env["TEST_LOG_LEVEL"] ?? "silent";
  return await runPipeline({
    settings,
    asOf: AS_OF,
    signal,
    failpoint,
    logger: (bindings) => createLogger(level, bindings),
  });
}

/** Of the versions of a file, oldest first. */
async function statuses(world: World, { key }: ExampleFile): Promise<readonly string[]> {
  const sql = "SELECT status FROM staging_files WHERE object_key = ? ORDER BY file_id";
  return (await world.rows<{ status: string }>(sql, [key])).map(({ status }) => status);
}
