import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import {
  LakeError,
  manifestKey,
  partitionKey,
  publishPartitions,
  readManifest,
  workPrefix,
  writeManifest,
} from "../../src/lake/index.ts";
import { temporaryLake } from "./temporary-lake.ts";

const MART = "sales_team_data_mart";
const keyOf = (storeId: number) => partitionKey(MART, `store_id=${storeId}/sales_month=2023-03`);

const lake = await temporaryLake();
afterAll(() => lake.remove());

const scratch = (storeId: number) => `${workPrefix("b1")}mart/store_id=${storeId}/part-0.parquet`;

test("partitions are replaced, vanished ones removed, others left alone; repeating it changes nothing", async () => {
  const [first, second, third, fourth] = [1, 2, 3, 4].map((storeId) => keyOf(storeId));
  assert.ok(first && second && third && fourth);
  for (const key of [first, third, fourth]) await lake.put(key, `old ${key}`);
  const etags = [await lake.put(scratch(1), "new 1"), await lake.put(scratch(2), "new 2")];
  const changes = {
    scratch: workPrefix("b1"),
    put: [
      { sourceKey: scratch(1), targetKey: first },
      { sourceKey: scratch(2), targetKey: second },
    ],
    delete: [third],
  };
  for (const _ of ["once", "again"]) {
    assert.deepEqual(await publishPartitions(lake, changes, { concurrency: 4 }), [
      { key: first, etag: etags[0] },
      { key: second, etag: etags[1] },
    ]);
    assert.deepEqual(await lake.keys("processed/"), [first, second, fourth]);
    assert.deepEqual(await Promise.all([first, second, fourth].map(lake.text)), ["new 1", "new 2", `old ${fourth}`]);
  }
});

test("a scratch copy that is not there is an error that names it", async () => {
  const put = [{ sourceKey: scratch(9), targetKey: keyOf(9) }];
  await assert.rejects(
    publishPartitions(lake, { scratch: workPrefix("b1"), put, delete: [] }, { concurrency: 4 }),
    (error) => error instanceof LakeError && error.code === "object_gone" && error.target.key === scratch(9),
  );
});

test("the manifest is written and read back", async () => {
  assert.equal(await readManifest(lake, MART), undefined);
  const manifest = {
    batchId: "b1",
    publishedAt: "2023-04-02T10:00:00.000Z",
    objects: [{ storeId: 1, salesMonth: "2023-03", key: keyOf(1), etag: '"e"', rows: 3 }],
  };
  await writeManifest(lake, MART, manifest);
  assert.deepEqual(await readManifest(lake, MART), manifest);
  assert.equal(await lake.text(manifestKey(MART)), `${JSON.stringify(manifest, undefined, 2)}\n`);
});

test("a manifest that somebody else wrote is refused", async () => {
  for (const text of ["not json", "{}", '{"batchId":"b","publishedAt":"t","objects":[{"storeId":"1"}]}']) {
    await lake.put(manifestKey(MART), text);
    await assert.rejects(
      readManifest(lake, MART),
      (error) => error instanceof LakeError && error.code === "corrupt_manifest",
    );
  }
});
