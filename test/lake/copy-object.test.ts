import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { CreateMultipartUploadCommand } from "@aws-sdk/client-s3";
import { afterAll, test } from "vitest";
import { abortUploads, copyObject, LakeError, readRange } from "../../src/lake/index.ts";
import { fakeS3 } from "./fake-s3.ts";
import { ODD_NAMES } from "./odd-names.ts";
import { temporaryLake } from "./temporary-lake.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());

const MEBIBYTE = 1024 * 1024;
const isCode = (code: string) => (error: unknown) => error instanceof LakeError && error.code === code;

test("an object is copied whatever the characters of its key", async () => {
  for (const name of ODD_NAMES) {
    const etag = await lake.put(`from/${name}`, name);
    const options = { sourceKey: `from/${name}`, targetKey: `to/${name}`, etag, sizeBytes: Buffer.byteLength(name) };
    assert.equal(await copyObject(lake, options), etag);
    assert.equal(await lake.text(`to/${name}`), name);
  }
});

test("only the version that is asked for is copied", async () => {
  const etag = await lake.put("a", "first");
  await lake.put("a", "other");
  const options = { sourceKey: "a", targetKey: "copy-of-a", etag, sizeBytes: 5 };
  await assert.rejects(copyObject(lake, options), isCode("object_replaced"));
  await assert.rejects(copyObject(lake, { ...options, sourceKey: "nothing" }), isCode("object_gone"));
  assert.deepEqual(await lake.keys("copy-of-a"), []);
});

test("a large object is copied in parts, bytes and order kept", async () => {
  const content = randomBytes(11 * MEBIBYTE + 7);
  const etag = await lake.put("large", content);
  const options = { sourceKey: "large", targetKey: "large-copy", etag, sizeBytes: content.length };
  const copy = await copyObject(lake, { ...options, partBytes: 5 * MEBIBYTE });
  assert.ok((await readRange(lake, "large-copy", { etag: copy })).equals(content));
});

test("a copy in parts that fails leaves no upload behind", async () => {
  const etag = await lake.put("replaced", randomBytes(6 * MEBIBYTE));
  await lake.put("replaced", randomBytes(6 * MEBIBYTE));
  const options = { sourceKey: "replaced", targetKey: "parts", etag, sizeBytes: 6 * MEBIBYTE };
  await assert.rejects(copyObject(lake, { ...options, partBytes: 5 * MEBIBYTE }), isCode("object_replaced"));
  assert.equal(await abortUploads(lake, ""), 0);
  assert.deepEqual(await lake.keys("parts"), []);
});

test("an error in the body of a reply with status 200 is an error, and is tried again", async () => {
  await using server = await fakeS3((_, response) => {
    const failing = server.requests.length < 3;
    response.writeHead(200, { "content-type": "application/xml" });
    response.end(
      failing
        ? "<?xml version='1.0'?><Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>"
        : '<?xml version="1.0"?><CopyObjectResult><ETag>"done"</ETag></CopyObjectResult>',
    );
  });
  const options = { sourceKey: "a", targetKey: "b", etag: '"e"', sizeBytes: 1 };
  assert.equal(await copyObject(server.lake, options), '"done"');
  assert.deepEqual(server.requests, ["PUT /fake/b", "PUT /fake/b", "PUT /fake/b"]);
});

const GIBIBYTE = 1024 ** 3;

/** Answers the requests of a copy in parts; each kind fails once, with status 200 and an error in the body. */
async function partsServer() {
  const ranges: string[] = [];
  const failed = new Set<string>();
  const server = await fakeS3(({ method, url = "", headers }, response) => {
    const kind =
      method === "PUT" ? (url.includes("partNumber") ? "part" : "whole") : url.includes("uploads") ? "begin" : "end";
    response.writeHead(200, { "content-type": "application/xml" });
    if (kind !== "begin" && !failed.has(kind)) {
      failed.add(kind);
      response.end("<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>");
      return;
    }
    if (kind === "part") ranges.push(String(headers["x-amz-copy-source-range"]));
    response.end(
      {
        begin: "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>",
        part: '<CopyPartResult><ETag>"part"</ETag></CopyPartResult>',
        whole: '<CopyObjectResult><ETag>"whole"</ETag></CopyObjectResult>',
        end: '<CompleteMultipartUploadResult><ETag>"parts"</ETag></CompleteMultipartUploadResult>',
      }[kind],
    );
  });
  return { server, ranges };
}

test("an object of 5 GiB is copied in one request, one byte more in parts, and errors in replies with status 200 are tried again", async () => {
  const { server, ranges } = await partsServer();
  await using _ = server;
  const options = { sourceKey: "a", targetKey: "b", etag: '"e"' };
  assert.equal(await copyObject(server.lake, { ...options, sizeBytes: 5 * GIBIBYTE }), '"whole"');
  assert.deepEqual(ranges, []);
  assert.equal(await copyObject(server.lake, { ...options, sizeBytes: 5 * GIBIBYTE + 1 }), '"parts"');
  assert.deepEqual(ranges.toSorted(), ["bytes=0-5368709119", "bytes=5368709120-5368709120"]);
  assert.deepEqual(server.requests.toSorted(), [
    "POST /fake/b",
    "POST /fake/b",
    "POST /fake/b",
    ...Array.from({ length: 5 }, () => "PUT /fake/b"),
  ]);
});

test("uploads that nobody completed are given up, below their prefix only", async () => {
  for (const Key of ["_work/batch=1/a", "_work/batch=1/b", "_work/batch=2/c"]) {
    await lake.client.send(new CreateMultipartUploadCommand({ Bucket: lake.bucket, Key }));
  }
  assert.equal(await abortUploads(lake, "_work/batch=1/"), 2);
  assert.equal(await abortUploads(lake, "_work/batch=1/"), 0);
  assert.equal(await abortUploads(lake, "_work/"), 1);
});
