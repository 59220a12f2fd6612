import assert from "node:assert/strict";
import { test } from "vitest";
import { removeOldEvents } from "../../src/warehouse/history/old-events.ts";
import { recordRunBegun, recordRunEnded, runMetrics, type Warehouse } from "../../src/warehouse/index.ts";
import { buildAndCommit, buildBatch, customer, leasedDatabase, RUN_ID, seller } from "./fixtures.ts";
import { migratedDatabase } from "./test-database.ts";

const STEP = {
  step: "validate",
  outcome: "done",
  durationMs: 1500,
  sparkMs: 500,
  did: "",
  startedAt: 1_735_689_600_000,
} as const;
const NONE = { mysql: 0, s3: 0, spark: 0 };

async function totals(warehouse: Warehouse): Promise<readonly string[]> {
  const { totals: all } = await runMetrics(warehouse);
  return all.map(({ kind, subject, outcome, amount }) => [kind, subject, outcome, amount].join(" "));
}

const begin = (warehouse: Warehouse, runId: string) =>
  recordRunBegun(warehouse, { runId, command: "run", startedAt: STEP.startedAt });

const end = (warehouse: Warehouse, runId: string, retries = NONE) =>
  recordRunEnded(warehouse, runId, { status: "processed", summary: "{}", steps: [STEP, STEP], retries });

test("totals grow with each run, once, and stay when runs are forgotten", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await begin(warehouse, "20250101T000000Z-a");
  await end(warehouse, "20250101T000000Z-a", { ...NONE, s3: 2 });
  const once = [
    "retries s3  2",
    "runs run processed 1",
    "spark_ms validate done 1000",
    "step_ms validate done 3000",
    "steps validate done 2",
  ];
  assert.deepEqual(await totals(warehouse), once);
  await end(warehouse, "20250101T000000Z-a", { ...NONE, s3: 2 });
  assert.deepEqual(await totals(warehouse), once);

  await begin(warehouse, "20250102T000000Z-b");
  await end(warehouse, "20250102T000000Z-b");
  await removeOldEvents(warehouse, "2030-01-01 00:00:00.000");
  assert.deepEqual(await warehouse.query("SELECT run_id FROM runs"), []);
  assert.deepEqual(await totals(warehouse), [
    "retries s3  2",
    "runs run processed 2",
    "spark_ms validate done 2000",
    "step_ms validate done 6000",
    "steps validate done 4",
  ]);
});

test("a run that died counts as such, with what its batches came to, and not again if it says how it ended", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  await begin(warehouse, RUN_ID);
  const sale = {
    files: [[["2023-03", 1, "10.00"]]],
    months: ["2023-03"],
    customers: [customer(1, "2023-03", "10.00")],
    sellers: [seller(7, "2023-03", 1, "10.00", { incentive: "0.10" })],
  } as const;
  await buildAndCommit(warehouse, lease, { attempt: 1, ...sale });
  await buildBatch(warehouse, lease, { attempt: 2, ...sale });
  await begin(warehouse, "20990101T000000Z-b");
  const died = [
    "attempts  abandoned 1",
    "attempts  committed 1",
    "rows  accepted 1",
    "rows  rejected 1",
    "runs run died 1",
  ];
  assert.deepEqual(await totals(warehouse), died);
  await end(warehouse, RUN_ID);
  assert.deepEqual(await totals(warehouse), died);
});

test("what waits longest, when runs last succeeded, and how much of the last batch was rejected is told", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  assert.deepEqual(await runMetrics(warehouse), {
    totals: [],
    successes: [],
    files: [],
    oldestPendingAt: null,
    quality: undefined,
    refused: { named: [], total: 0 },
  });
  await begin(warehouse, RUN_ID);
  await buildBatch(warehouse, lease, {
    attempt: 1,
    files: [[["2023-03", 1, "10.00"]]],
    months: ["2023-03"],
    lastModified: "2023-04-01 10:00:00.000",
  });
  await end(warehouse, RUN_ID);
  const { successes, files, oldestPendingAt } = await runMetrics(warehouse);
  assert.deepEqual(
    successes.map(({ command }) => command),
    ["run"],
  );
  assert.ok(Math.abs(Date.parse(successes[0]?.at ?? "") - Date.now()) < 600_000, successes[0]?.at);
  assert.deepEqual(files, [{ feed: "sales", status: "Processing", files: 1 }]);
  assert.equal(Date.parse(oldestPendingAt ?? ""), Date.parse("2023-04-01T10:00:00Z"));
});
