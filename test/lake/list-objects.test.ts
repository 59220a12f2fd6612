import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import { deletePrefix, listPages, mapConcurrent } from "../../src/lake/index.ts";
import { ODD_NAMES } from "./odd-names.ts";
import { temporaryLake } from "./temporary-lake.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());

test("more than a thousand objects come page by page, each once and in the order of their keys", async () => {
  const keys = Array.from({ length: 1_005 }, (_, index) => `many/${String(index).padStart(4, "0")}`);
  await mapConcurrent(keys, { concurrency: 16 }, (key) => lake.put(key, key));
  const pages = await Array.fromAsync(listPages(lake, "many/"));
  assert.deepEqual(
    pages.map((page) => page.length),
    [1_000, 5],
  );
  assert.deepEqual(
    pages.flat().map(({ key }) => key),
    keys,
  );
  assert.equal(await deletePrefix(lake, "many/"), 1_005);
  assert.deepEqual(await lake.keys("many/"), []);
});

test("an object is listed with its ETag, size and time", async () => {
  const etag = await lake.put("one/file", "12345");
  const [[object] = []] = await Array.fromAsync(listPages(lake, "one/"));
  assert.deepEqual(
    { ...object, lastModified: object?.lastModified instanceof Date },
    { key: "one/file", etag, sizeBytes: 5, lastModified: true },
  );
});

test("keys come back as they are, whatever their characters", async () => {
  for (const name of ODD_NAMES) await lake.put(`odd/${name}`, name);
  assert.deepEqual(new Set(await lake.keys("odd/")), new Set(ODD_NAMES.map((name) => `odd/${name}`)));
});

test("no object, no page", async () => {
  assert.deepEqual(await Array.fromAsync(listPages(lake, "none/")), []);
});

test("an aborted signal ends the listing with its reason", async () => {
  const reason = new Error("stopped");
  await assert.rejects(listPages(lake, "", AbortSignal.abort(reason)).next(), reason);
});
