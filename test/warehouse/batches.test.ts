import assert from "node:assert/strict";
import { test } from "vitest";
import {
  abandonBatch,
  changeStatus,
  commitBatch,
  committedBatchPartitions,
  completeBatch,
  insertPending,
  openBatch,
  statusReport,
  unfinishedBatches,
} from "../../src/warehouse/index.ts";
import { buildBatch, customer, leasedDatabase, RUN_ID, seller, table, takeLease } from "./fixtures.ts";
import { migratedDatabase } from "./test-database.ts";

const BATCH = `${RUN_ID}-1`;
const ONE_SALE = {
  attempt: 1,
  files: [[["2023-03", 1, "10.00"]]],
  months: ["2023-03"],
  customers: [customer(1, "2023-03", "10.00")],
  sellers: [seller(7, "2023-03", 1, "10.00", { incentive: "0.10" })],
} as const;

test("an open batch has its files, its Spark session and its place in the lake", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  await buildBatch(warehouse, lease, ONE_SALE);
  const [batch, ...others] = await unfinishedBatches(warehouse);
  assert.deepEqual(others, []);
  assert.ok(batch !== undefined);
  const { openedAt, ...rest } = batch;
  assert.match(openedAt, /Z$/);
  assert.deepEqual(rest, {
    batchId: BATCH,
    runId: RUN_ID,
    fencingToken: 1,
    state: "building",
    sparkSessionId: "8c0c4d0a-6f3b-4b51-9d8e-2f6f5a1c7e55",
    lakePath: `processed/sales/batch=${BATCH}/`,
    files: 1,
    rowsRead: null,
    rowsAccepted: null,
    rowsRejected: null,
    months: [],
    errorMessage: null,
    committedAt: null,
    finishedAt: null,
  });
  assert.deepEqual(await table(warehouse, "SELECT status, batch_id FROM staging_files"), [["Processing", BATCH]]);
});

test("an abandoned batch gives its files back, but not those that got a verdict; again does nothing", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { fileIds } = await buildBatch(warehouse, lease, { ...ONE_SALE, files: [...ONE_SALE.files, []] });
  await changeStatus(warehouse, {
    fileId: fileIds[1] ?? 0,
    to: "Invalid",
    reason: "corrupt_file",
    runId: RUN_ID,
    message: "torn",
  });
  for (const _ of [1, 2]) await abandonBatch(warehouse, { batchId: BATCH, runId: RUN_ID, message: "the driver died" });
  assert.deepEqual(await table(warehouse, "SELECT status, batch_id FROM staging_files ORDER BY file_id"), [
    ["Pending", null],
    ["Invalid", BATCH],
  ]);
  assert.deepEqual(
    await table(
      warehouse,
      "SELECT from_status, to_status, batch_id, message FROM staging_file_events WHERE file_id = ? ORDER BY event_id",
      [fileIds[0] ?? 0],
    ),
    [
      [null, "Pending", null, "discovered"],
      ["Pending", "Processing", BATCH, `taken by batch ${BATCH}`],
      ["Processing", "Pending", BATCH, "the driver died"],
    ],
  );
  assert.deepEqual(await table(warehouse, "SELECT state, error_message FROM batches"), [
    ["abandoned", "the driver died"],
  ]);
  assert.deepEqual(await table(warehouse, "SELECT * FROM batch_partitions"), []);
  assert.deepEqual(await unfinishedBatches(warehouse), []);
  await assert.rejects(completeBatch(warehouse, BATCH), { name: "BatchStateError" });
});

test("a committed batch stays unfinished until it is completed, and cannot be abandoned", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const { input } = await buildBatch(warehouse, lease, ONE_SALE);
  assert.deepEqual(await committedBatchPartitions(warehouse, BATCH), []);
  await commitBatch(warehouse, input);
  await assert.rejects(abandonBatch(warehouse, { batchId: BATCH, runId: RUN_ID, message: "no" }), {
    name: "BatchStateError",
    message: `batch_state: batch ${BATCH} is already committed: another run has dealt with it. Run again.`,
  });
  assert.deepEqual(
    (await unfinishedBatches(warehouse)).map(({ batchId, state }) => [batchId, state]),
    [[BATCH, "committed"]],
  );
  for (const _ of [1, 2]) await completeBatch(warehouse, BATCH);
  assert.deepEqual(await unfinishedBatches(warehouse), []);
  assert.equal((await committedBatchPartitions(warehouse, BATCH)).length, 1);
});

test("a run that was fenced out opens no batch and takes no file", async () => {
  await using database = await leasedDatabase();
  const { warehouse, lease } = database;
  const [file] = await insertPending(warehouse, {
    runId: RUN_ID,
    files: [
      { bucket: "lake", objectKey: "raw/sales/a.csv", etag: "e", sizeBytes: 1, lastModified: null, feed: "sales" },
    ],
  });
  const batch = { batchId: BATCH, runId: RUN_ID, sparkSessionId: "s", lakePath: "p", fileIds: [file?.fileId ?? 0] };
  await assert.rejects(openBatch(warehouse, { ...batch, fencingToken: lease.fencingToken - 1 }), {
    name: "FencedOutError",
  });
  assert.deepEqual(await table(warehouse, "SELECT status FROM staging_files"), [["Pending"]]);
  assert.deepEqual(await table(warehouse, "SELECT * FROM batches"), []);
  // A second batch cannot take what a first one holds.
  await openBatch(warehouse, { ...batch, fencingToken: lease.fencingToken });
  await assert.rejects(openBatch(warehouse, { ...batch, batchId: `${RUN_ID}-2`, fencingToken: lease.fencingToken }), {
    name: "StatusConflictError",
  });
});

test("the status report counts files, shows the latest batches and the files that do not count", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  assert.deepEqual(await statusReport(warehouse, { limit: 5 }), {
    running: undefined,
    counts: [],
    batches: [],
    notProcessed: [],
    discovery: undefined,
  });
  await using lease = await takeLease(warehouse);
  const { input, fileIds } = await buildBatch(warehouse, lease, { ...ONE_SALE, files: [...ONE_SALE.files, []] });
  const invalid = fileIds[1] ?? 0;
  await changeStatus(warehouse, { fileId: invalid, to: "Invalid", reason: "empty_file", runId: RUN_ID, message: "m" });
  await commitBatch(warehouse, { ...input, files: input.files.slice(0, 1) });
  const report = await statusReport(warehouse, { limit: 5 });
  assert.equal(report.running?.runId, RUN_ID);
  assert.deepEqual(report.counts, [
    { feed: "sales", status: "Invalid", files: 1 },
    { feed: "sales", status: "Processed", files: 1 },
  ]);
  assert.deepEqual(
    report.batches.map(({ batchId, state, months }) => [batchId, state, months]),
    [[BATCH, "committed", ["2023-03"]]],
  );
  assert.deepEqual(
    report.notProcessed.map(({ fileId, status, reason }) => [fileId, status, reason]),
    [[invalid, "Invalid", "empty_file"]],
  );
  await lease.release();
  assert.equal((await statusReport(warehouse, { limit: 5 })).running, undefined);
  // What somebody has to do something about comes first, however old it is.
  const files = ["b", "c"].map((name) => ({
    bucket: "lake",
    objectKey: `raw/sales/${name}.csv`,
    etag: "e",
    sizeBytes: 1,
    lastModified: null,
    feed: "sales",
  }));
  const [refused] = await insertPending(warehouse, { runId: RUN_ID, files });
  await changeStatus(warehouse, { fileId: refused?.fileId ?? 0, to: "Failed", runId: RUN_ID, message: "m" });
  const [first] = (await statusReport(warehouse, { limit: 1 })).notProcessed;
  assert.deepEqual([first?.fileId, first?.failures], [refused?.fileId, 1]);
});
