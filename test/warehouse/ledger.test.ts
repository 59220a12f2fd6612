import assert from "node:assert/strict";
import { test } from "vitest";
import { openWarehouse, type Warehouse } from "../../src/warehouse/connection.ts";
import {
  changeStatus,
  changeStatuses,
  type FileStatus,
  filesDueForArchive,
  findLiveByKeys,
  findLiveBySha,
  findOpenByKeys,
  insertPending,
  markArchived,
  markReplaced,
} from "../../src/warehouse/index.ts";
import { FILE_STATUSES, TRANSITIONS } from "../../src/warehouse/ledger/file-status.ts";
import { recordFailedUpdates } from "../../src/warehouse/ledger/record-failed-updates.ts";
import { WarehouseError } from "../../src/warehouse/warehouse-error.ts";
import { RUN_ID, table } from "./fixtures.ts";
import { flakyNetwork } from "./flaky-network.ts";
import { migratedDatabase } from "./test-database.ts";

const SHA = "ab".repeat(32);

test("new versions are Pending, come back in the order given, and leave an event each", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  // More than one statement holds.
  const files = Array.from({ length: 1003 }, (_, i) => newFile(`raw/sales/sales_data_${1003 - i}.csv`));
  const inserted = await insertPending(warehouse, { runId: RUN_ID, files });
  assert.deepEqual(
    inserted.map(({ objectKey }) => objectKey),
    files.map(({ objectKey }) => objectKey),
  );
  const [first] = inserted;
  assert.ok(first !== undefined);
  const { createdAt, updatedAt, ...rest } = first;
  assert.match(createdAt, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
  assert.equal(updatedAt, createdAt);
  assert.deepEqual(rest, {
    fileId: 1,
    bucket: "lake",
    objectKey: "raw/sales/sales_data_1003.csv",
    name: "sales_data_1003.csv",
    etag: "e",
    sha256: null,
    sizeBytes: 7,
    lastModified: "2024-01-15T10:20:30.123Z",
    feed: "sales",
    status: "Pending",
    reason: null,
    failures: 0,
    rowsRead: null,
    rowsAccepted: null,
    rowsRejected: null,
    batchId: null,
    archivedKey: null,
    archiveState: "none",
    runId: RUN_ID,
  });
  assert.deepEqual(
    await table(warehouse, "SELECT to_status, outcome, COUNT(*) FROM staging_file_events GROUP BY 1, 2"),
    [["Pending", "changed", "1003"]],
  );
});

test("a change of status writes what is given, keeps the rest, and leaves an event", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const [fileId] = await insert(warehouse, "raw/sales/a.csv");
  const change = {
    fileId,
    to: "Invalid",
    reason: "missing_column:price, bad_encoding",
    sha256: SHA,
    archiveState: "due",
    runId: RUN_ID,
    message: "not what the contract says",
  } as const;
  await changeStatus(warehouse, change);
  const row = "SELECT status, reason, sha256, etag, archive_state, run_id FROM staging_files";
  assert.deepEqual(await table(warehouse, row), [["Invalid", change.reason, SHA, "e", "due", RUN_ID]]);
  // A caller that lost the reply repeats the call: no second event.
  await changeStatus(warehouse, change);
  assert.deepEqual(
    await table(warehouse, "SELECT file_id, from_status, to_status, run_id, message FROM staging_file_events"),
    [
      [String(fileId), null, "Pending", RUN_ID, "discovered"],
      [String(fileId), "Pending", "Invalid", RUN_ID, "not what the contract says"],
    ],
  );
});

test("exactly the changes of the table are allowed", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const [fileId] = await insert(warehouse, "raw/sales/a.csv");
  for (const from of FILE_STATUSES) {
    for (const to of FILE_STATUSES) {
      await warehouse.execute("UPDATE staging_files SET status = ?, run_id = 'earlier'", [from]);
      const change = changeStatus(warehouse, { fileId, to, runId: RUN_ID, message: "m" });
      if (TRANSITIONS[from].includes(to)) await change;
      else await assert.rejects(change, { name: "StatusConflictError" }, `${from} -> ${to}`);
    }
  }
  await warehouse.execute("UPDATE staging_files SET status = 'Processed', run_id = 'earlier'");
  await assert.rejects(changeStatus(warehouse, { fileId, to: "Pending", runId: RUN_ID, message: "m" }), {
    message: `status_conflict: file ${fileId} cannot become Pending: it is Processed, which allows: Superseded. Look at its staging_file_events, then run again.`,
  });
});

test("of many files all change, or none", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const fileIds = await insert(warehouse, "raw/sales/a.csv", "raw/sales/b.csv", "raw/sales/c.csv");
  await changeStatus(warehouse, { fileId: fileIds[1], to: "Duplicate", runId: RUN_ID, message: "m" });
  const failed = { to: "Failed", runId: RUN_ID, message: "m" } as const;
  await assert.rejects(changeStatuses(warehouse, fileIds, failed), { name: "StatusConflictError", fileId: fileIds[1] });
  await assert.rejects(changeStatuses(warehouse, [fileIds[0], 99], failed), {
    name: "StatusConflictError",
    fileId: 99,
  });
  assert.deepEqual(await table(warehouse, "SELECT status FROM staging_files ORDER BY file_id"), [
    ["Pending"],
    ["Duplicate"],
    ["Pending"],
  ]);
});

test("open versions are those whose object may still lie in raw; keys are compared byte by byte", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const keys = FILE_STATUSES.map((status) => `raw/sales/${status}.csv`);
  await insert(warehouse, ...keys);
  for (const status of FILE_STATUSES) await force(warehouse, `raw/sales/${status}.csv`, status);
  const open = async (...wanted: readonly string[]) =>
    [...(await findOpenByKeys(warehouse, "lake", wanted)).keys()].sort();

  assert.deepEqual(await open(...keys), ["raw/sales/Failed.csv", "raw/sales/Pending.csv", "raw/sales/Processing.csv"]);
  await warehouse.execute("UPDATE staging_files SET archive_state = 'due'");
  assert.deepEqual(await open(...keys), [...keys].sort());
  assert.deepEqual(await open("raw/sales/failed.csv", "raw/sales/Failed.csv "), []);
  assert.deepEqual([...(await findOpenByKeys(warehouse, "other", keys)).keys()], []);
  assert.deepEqual(await open(), []);
});

test("a key may have 1024 bytes of any characters, and a blank at its end", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const longest = `raw/sales/${"ü".repeat(505)}.csv`;
  assert.equal(Buffer.byteLength(longest), 1024);
  const keys = [longest, "raw/sales/'quoted\\\"; --.csv", "raw/sales/🧾.csv", "raw/sales/a.csv", "raw/sales/a.csv "];
  await insert(warehouse, ...keys);
  const found = await findOpenByKeys(warehouse, "lake", keys);
  assert.deepEqual([...found.keys()].sort(), [...keys].sort());
  assert.deepEqual([...(await findOpenByKeys(warehouse, "lake", ["raw/sales/a.csv "])).keys()], ["raw/sales/a.csv "]);
});

test("live versions are found by content and by key", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const [a] = await insert(warehouse, "raw/sales/a.csv", "raw/sales/b.csv", "raw/sales/c.csv");
  await warehouse.execute("UPDATE staging_files SET sha256 = ?", [SHA]);
  await force(warehouse, "raw/sales/a.csv", "Processed");
  await force(warehouse, "raw/sales/b.csv", "Superseded");
  const bySha = await findLiveBySha(warehouse, [SHA, "0".repeat(64)]);
  assert.deepEqual(
    [...bySha].map(([sha, files]) => [sha, files.map(({ fileId }) => fileId)]),
    [[SHA, [a]]],
  );
  const byKey = await findLiveByKeys(warehouse, "lake", ["raw/sales/a.csv", "raw/sales/b.csv", "raw/sales/x.csv"]);
  assert.deepEqual(
    [...byKey].map(([key, { fileId }]) => [key, fileId]),
    [["raw/sales/a.csv", a]],
  );
});

test("files due for archive are walked page by page while they are settled", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const keys = Array.from({ length: 1201 }, (_, i) => `raw/sales/sales_data_${i}.csv`);
  const fileIds = await insert(warehouse, ...keys);
  await warehouse.execute("UPDATE staging_files SET archive_state = 'due' WHERE file_id <> 5");
  const walked: number[] = [];
  for await (const file of filesDueForArchive(warehouse)) {
    walked.push(file.fileId);
    if (file.fileId % 2 === 0) await markArchived(warehouse, file.fileId, `processed/files/${file.fileId}`);
    else await markReplaced(warehouse, file.fileId, file.fileId === 7 ? "processed/files/7" : null);
  }
  assert.deepEqual(
    walked,
    fileIds.filter((fileId) => fileId !== 5),
  );
  assert.deepEqual(
    await table(
      warehouse,
      "SELECT archive_state, archived_key FROM staging_files WHERE file_id BETWEEN 4 AND 7 ORDER BY file_id",
    ),
    [
      ["done", "processed/files/4"],
      ["none", null],
      ["done", "processed/files/6"],
      ["replaced", "processed/files/7"],
    ],
  );
});

test("a failed update leaves a trace for each file if it can, and never throws", async () => {
  const database = await migratedDatabase();
  const { warehouse } = database;
  const fileIds = await insert(warehouse, "raw/sales/a.csv", "raw/sales/b.csv");
  const record = recordFailedUpdates(warehouse, { fileIds, to: "Processing", runId: RUN_ID, batchId: "b" });
  const error = new WarehouseError("lock_timeout", "no", { transient: true });
  await record(new Error("the pipeline's own reason"));
  await record(error);
  const failed =
    "SELECT from_status, to_status, run_id, batch_id, message FROM staging_file_events WHERE outcome = 'failed'";
  const event = ["Pending", "Processing", RUN_ID, "b", "lock_timeout: no"];
  assert.deepEqual(await table(warehouse, failed), [event, event]);
  await database[Symbol.asyncDispose]();
  await record(error);
});

test("an update that MySQL rolled back and then took has both events", async () => {
  await using database = await migratedDatabase({ sleep: async () => {} });
  const { settings, warehouse } = database;
  const [fileId] = await insert(warehouse, "raw/sales/a.csv", "raw/sales/b.csv");
  await using network = await flakyNetwork(settings);
  await using flaky = await openWarehouse({ ...settings, port: network.port }, { sleep: async () => {} });
  network.loseMessage("UPDATE staging_files");
  await changeStatus(flaky, { fileId, to: "Failed", runId: RUN_ID, message: "as asked" });
  const events = await table(
    warehouse,
    "SELECT outcome, from_status, to_status, LEFT(message, 15) FROM staging_file_events WHERE file_id = 1 ORDER BY event_id",
  );
  assert.deepEqual(events, [
    ["changed", null, "Pending", "discovered"],
    ["failed", "Pending", "Failed", "connection_lost"],
    ["changed", "Pending", "Failed", "as asked"],
  ]);
});

function newFile(objectKey: string) {
  return {
    bucket: "lake",
    objectKey,
    etag: "e",
    sizeBytes: 7,
    lastModified: "2024-01-15T10:20:30.123Z",
    feed: "sales",
  };
}

async function insert(
  warehouse: Warehouse,
  ...keys: readonly string[]
): Promise<readonly [number, number, ...number[]]> {
  const files = await insertPending(warehouse, { runId: RUN_ID, files: keys.map(newFile) });
  const [first = 0, second = 0, ...others] = files.map(({ fileId }) => fileId);
  return second === 0 ? [first, second] : [first, second, ...others];
}

async function force(warehouse: Warehouse, key: string, status: FileStatus): Promise<void> {
  await warehouse.execute("UPDATE staging_files SET status = ? WHERE object_key = ?", [status, key]);
}
