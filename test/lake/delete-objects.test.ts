import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import { deleteVersion } from "../../src/lake/delete-objects.ts";
import { deleteObjects, deletePrefix, LakeError } from "../../src/lake/index.ts";
import { fakeS3 } from "./fake-s3.ts";
import { ODD_NAMES } from "./odd-names.ts";
import { temporaryLake } from "./temporary-lake.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());

test("objects are removed whatever the characters of their keys, and missing ones do not matter", async () => {
  for (const name of ODD_NAMES) await lake.put(`odd/${name}`, name);
  await deleteObjects(lake, ["odd/nothing", ...ODD_NAMES.map((name) => `odd/${name}`)]);
  assert.deepEqual(await lake.keys("odd/"), []);
});

test("a folder is removed, its neighbour with the same start stays", async () => {
  for (const key of ["_work/batch=1/a", "_work/batch=1/b/c", "_work/batch=10/a"]) await lake.put(key, "x");
  assert.equal(await deletePrefix(lake, "_work/batch=1/"), 2);
  assert.deepEqual(await lake.keys("_work/"), ["_work/batch=10/a"]);
  assert.equal(await deletePrefix(lake, "_work/batch=1/"), 0);
});

test("what is no folder is not removed", async () => {
  for (const prefix of ["", "/", "_work/batch=1"]) await assert.rejects(deletePrefix(lake, prefix), RangeError);
});

test("only the version that is asked for is removed", async () => {
  const first = await lake.put("a", "first");
  const second = await lake.put("a", "second");
  assert.equal(await deleteVersion(lake, { key: "a", etag: first }), "replaced");
  assert.equal(await lake.text("a"), "second");
  assert.equal(await deleteVersion(lake, { key: "a", etag: second }), "deleted");
  assert.deepEqual(await lake.keys("a"), []);
});

test("a key that is refused in a bulk request is an error that names it", async () => {
  await using server = await fakeS3((_, response) => {
    response.writeHead(200, { "content-type": "application/xml" });
    response.end(
      "<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>",
    );
  });
  await assert.rejects(
    deleteObjects(server.lake, ["a", "b"]),
    (error) => error instanceof LakeError && error.code === "access_denied" && error.target.key === "b",
  );
});
