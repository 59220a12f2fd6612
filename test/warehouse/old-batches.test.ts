import assert from "node:assert/strict";
import { test } from "vitest";
import { unneededBatches } from "../../src/warehouse/index.ts";
import { migratedDatabase } from "./test-database.ts";

test("the batch that published last is needed, also where a later one only compacted: the manifests name it", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  for (const [batchId, day] of [
    ["first", "2025-01-01"],
    ["published", "2025-01-02"],
    ["compacted", "2025-01-03"],
  ] as const) {
    await warehouse.execute(
      `INSERT INTO batches (batch_id, run_id, fencing_token, state, lake_path, files, opened_at, finished_at)
       VALUES (?, 'r', 0, 'completed', '', 0, ?, ?)`,
      [batchId, day, day],
    );
    if (batchId === "compacted") continue;
    await warehouse.execute("INSERT INTO batch_marts (batch_id, mart, row_count, changed) VALUES (?, 'm', 0, 0)", [
      batchId,
    ]);
  }
  assert.deepEqual(await unneededBatches(warehouse, "2026-01-01 00:00:00.000"), ["first"]);
});
