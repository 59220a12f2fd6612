import assert from "node:assert/strict";
import { test } from "vitest";
import { changeStatus, type FileStatus, insertPending, runMetrics } from "../../src/warehouse/index.ts";
import { RUN_ID } from "./fixtures.ts";
import { migratedDatabase } from "./test-database.ts";

test("refused files are named, failed ones first, unless a later version of their key is there; of many the rest is counted", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const land = async (objectKey: string, to: FileStatus) => {
    const file = { bucket: "lake", objectKey, etag: "e", sizeBytes: 7, lastModified: "2024-01-15T10:20:30.123Z" };
    const [version] = await insertPending(warehouse, { runId: RUN_ID, files: [{ ...file, feed: "sales" }] });
    const fileId = version?.fileId ?? 0;
    if (to !== "Pending") {
      await changeStatus(warehouse, { fileId, to, reason: `why_${objectKey}: x`, runId: RUN_ID, message: "m" });
    }
  };
  await land("failed", "Failed");
  await land("mended", "Invalid");
  await land("mended", "Duplicate");
  await land("again", "Invalid");
  await land("again", "Invalid");
  // Another key of S3, though not to MySQL's collation.
  await land("again ", "Duplicate");
  await land("waits", "Pending");

  const { refused } = await runMetrics(warehouse);
  assert.deepEqual(
    refused.named.map(({ fileId, objectKey, status, reason }) => [fileId, objectKey, status, reason]),
    [
      [1, "failed", "Failed", "why_failed: x"],
      [5, "again", "Invalid", "why_again: x"],
    ],
  );
  assert.equal(refused.total, 2);

  for (let at = 1; at <= 25; at += 1) await land(`bad_${at}`, "Invalid");
  const { named, total } = (await runMetrics(warehouse)).refused;
  assert.deepEqual(
    named.map(({ objectKey }) => objectKey),
    ["failed", ...Array.from({ length: 19 }, (_, at) => `bad_${25 - at}`)],
  );
  assert.equal(total, 27);
});
