import assert from "node:assert/strict";
import { CreateMultipartUploadCommand } from "@aws-sdk/client-s3";
import { afterAll, test } from "vitest";
import {
  abortUploads,
  archiveObject,
  copyObject,
  deletePrefix,
  findAbilities,
  type Lake,
  LakeError,
  listLevel,
  listPages,
  locationOf,
  manifestKey,
  openLake,
  putText,
  readManifest,
  readRange,
  verifyLake,
  writeManifest,
} from "../../src/lake/index.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { ODD_NAMES } from "./odd-names.ts";
import { temporaryLake } from "./temporary-lake.ts";

const { AWS_REGION: region, AWS_ENDPOINT_URL_S3: endpoint } = serverEnvironment();
const whole = await temporaryLake();
const [a, b] = ["team=a/sales/", "team=b/"].map((prefix) =>
  openLake({ bucket: whole.bucket, prefix, region, endpoint }),
);
afterAll(async () => {
  a?.close();
  b?.close();
  await whole.remove();
});

/** The two pipelines of the bucket. */
function both(): readonly [Lake, Lake] {
  if (a === undefined || b === undefined) throw new Error("no lakes");
  return [a, b];
}

async function keysOf(lake: Lake, prefix = ""): Promise<readonly string[]> {
  return (await Array.fromAsync(listPages(lake, prefix))).flat().map(({ key }) => key);
}

test("two lakes in a bucket name their keys alike, and see nothing of each other", async () => {
  const [first, second] = both();
  await verifyLake(first);
  assert.equal(locationOf(first), `s3://${whole.bucket}/team=a/sales/`);
  for (const name of ODD_NAMES) await putText(first, `raw/sales/${name}`, name, {});
  await putText(second, "raw/sales/x.csv", "of the second", {});
  assert.deepEqual((await keysOf(first)).toSorted(), ODD_NAMES.map((name) => `raw/sales/${name}`).toSorted());
  assert.deepEqual(await keysOf(second), ["raw/sales/x.csv"]);
  const [level] = await Array.fromAsync(listLevel(second, "raw/"));
  assert.deepEqual(level, { folders: ["raw/sales/"], keys: [] });
  assert.deepEqual(
    (await whole.keys()).toSorted(),
    [...ODD_NAMES.map((name) => `team=a/sales/raw/sales/${name}`), "team=b/raw/sales/x.csv"].toSorted(),
  );
  assert.equal(await deletePrefix(first, "raw/"), ODD_NAMES.length);
  assert.deepEqual(await whole.keys(), ["team=b/raw/sales/x.csv"]);
});

test("objects are copied, in one request and in parts, read and archived below the prefix", async () => {
  const [first] = both();
  const sizeBytes = 6 * 1024 * 1024;
  const etag = await putText(first, "raw/sales/a b+é.csv", "x".repeat(sizeBytes), {});
  const copy = { sourceKey: "raw/sales/a b+é.csv", etag, sizeBytes };
  await copyObject(first, { ...copy, targetKey: "once" });
  await copyObject(first, { ...copy, targetKey: "in-parts", partBytes: 5 * 1024 * 1024 });
  assert.equal((await readRange(first, copy.sourceKey, { etag, end: 3 })).toString(), "xxx");
  const { outcome } = await archiveObject(first, {
    key: copy.sourceKey,
    etag,
    sizeBytes,
    sha256: null,
    target: "kept",
  });
  assert.equal(outcome, "archived");
  assert.deepEqual(await keysOf(first), ["in-parts", "kept", "once"]);
  await findAbilities(first, "_work/probe/");
});

test("only uploads below the prefix are given up", async () => {
  const [first, second] = both();
  for (const { client, bucket: Bucket } of both()) {
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "_work/batch=1/x" }));
  }
  assert.equal(await abortUploads(first, "_work/"), 1);
  assert.equal(await abortUploads(second, "_work/"), 1);
});

test("a listing goes on after a key", async () => {
  const [, second] = both();
  for (const key of ["j/1", "j/2", "j/3"]) await putText(second, key, "x", {});
  const after = (await Array.fromAsync(listPages(second, "j/", undefined, "j/1"))).flat().map(({ key }) => key);
  assert.deepEqual(
    after.filter((key) => key > "j/1"),
    ["j/2", "j/3"],
  );
});

test("readers of a manifest find whole keys in it, the pipeline its own; errors name the whole key", async () => {
  const [, second] = both();
  const manifest = {
    batchId: "b",
    publishedAt: "2026-01-01T00:00:00.000Z",
    objects: [{ key: "processed/m/x", etag: "e", rows: 1 }],
  };
  await writeManifest(second, "m", manifest);
  assert.deepEqual(await readManifest(second, "m"), manifest);
  const stored: unknown = JSON.parse(await whole.text(`team=b/${manifestKey("m")}`));
  assert.deepEqual(stored, { ...manifest, objects: [{ key: "team=b/processed/m/x", etag: "e", rows: 1 }] });
  await assert.rejects(
    readRange(second, "none", { etag: '"x"' }),
    (error) => error instanceof LakeError && error.message.includes(`s3://${whole.bucket}/team=b/none: `),
  );
});
