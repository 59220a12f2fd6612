import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import { deleteVersion } from "../../src/lake/delete-objects.ts";
import { deleteObjects, deletePrefix, LakeError } from "../../src/lake/index.ts";
import { NOT_IMPLEMENTED, openRefusingS3, type RefusableRequest, type S3Rule } from "../support/refusing-s3.ts";
import { serverEnvironment } from "../support/server-environment.ts";
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

function isBulk({ method, query }: RefusableRequest): boolean {
  return method === "POST" && query.has("delete");
}

const WANTS_MD5: S3Rule = (request) =>
  isBulk(request) && request.headers["content-md5"] === undefined
    ? { status: 400, code: "MissingContentMD5", message: "Missing required header for this request: Content-MD5" }
    : undefined;

/** Of the old header only: it does not know today's checksums, in any request. */
const KNOWS_NO_CHECKSUM: S3Rule = (request) =>
  isBulk(request) && Object.keys(request.headers).some((name) => /^x-amz-(sdk-)?checksum-/.test(name))
    ? NOT_IMPLEMENTED
    : undefined;

const HAS_NO_BULK: S3Rule = (request) => (isBulk(request) ? NOT_IMPLEMENTED : undefined);

for (const [what, rule, refusals] of [
  ["wants Content-MD5", WANTS_MD5, 1],
  ["refuses checksums", KNOWS_NO_CHECKSUM, 1],
  ["removes one object at a time", HAS_NO_BULK, 2],
] as const) {
  test(`objects are removed where the server ${what}, which is learnt once`, async () => {
    await using server = await openRefusingS3(serverEnvironment().AWS_ENDPOINT_URL_S3);
    const there = await temporaryLake(server.endpoint);
    server.refuse(rule);
    for (const key of ["a", "b", ...ODD_NAMES]) await there.put(key, "x");
    await deleteObjects(there, ["a", "nothing", ...ODD_NAMES]);
    assert.deepEqual(await there.keys(), ["b"]);
    await deleteObjects(there, ["b"]);
    assert.deepEqual(await there.keys(), []);
    assert.equal(server.refused.length, refusals);
    await there.remove();
  });
}

test("one object at a time, the error of one that is refused comes after the others are removed", async () => {
  await using server = await openRefusingS3(serverEnvironment().AWS_ENDPOINT_URL_S3);
  const there = await temporaryLake(server.endpoint);
  for (const key of ["a", "b", "c"]) await there.put(key, "x");
  server.refuse((request) =>
    isBulk(request)
      ? NOT_IMPLEMENTED
      : request.method === "DELETE" && request.key === "b"
        ? { status: 403, code: "AccessDenied", message: "Access Denied" }
        : undefined,
  );
  await assert.rejects(
    deleteObjects(there, ["a", "b", "c"]),
    (error) => error instanceof LakeError && error.code === "access_denied" && error.target.key === "b",
  );
  assert.deepEqual(await there.keys(), ["b"]);
  server.refuse(() => undefined);
  await there.remove();
});
