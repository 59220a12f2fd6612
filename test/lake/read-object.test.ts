import assert from "node:assert/strict";
import { afterAll, test } from "vitest";
import { headObject, LakeError, readRange } from "../../src/lake/index.ts";
import { readObject } from "../../src/lake/read-object.ts";
import { fakeS3 } from "./fake-s3.ts";
import { ODD_NAMES } from "./odd-names.ts";
import { temporaryLake } from "./temporary-lake.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());

const isCode = (code: string) => (error: unknown) => error instanceof LakeError && error.code === code;

test("an object is read whole, or in part", async () => {
  const etag = await lake.put("a", "0123456789");
  const part = async (start?: number, end?: number) => {
    const range = { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
    return (await readRange(lake, "a", { etag, ...range })).toString();
  };
  assert.equal(await part(), "0123456789");
  assert.equal(await part(3), "3456789");
  assert.equal(await part(0, 1), "0");
  assert.equal(await part(2, 5), "234");
});

test("an object of no bytes is read", async () => {
  const etag = await lake.put("empty", "");
  assert.equal((await readRange(lake, "empty", { etag })).length, 0);
});

test("keys of any characters are read", async () => {
  for (const name of ODD_NAMES) {
    const etag = await lake.put(name, name);
    assert.equal((await readRange(lake, name, { etag })).toString(), name);
    assert.equal((await headObject(lake, name))?.etag, etag);
  }
});

test("only the version that is asked for is read", async () => {
  const etag = await lake.put("b", "first");
  await lake.put("b", "second");
  await assert.rejects(readRange(lake, "b", { etag }), isCode("object_replaced"));
});

test("an object that is gone has no head and cannot be read", async () => {
  assert.equal(await headObject(lake, "nothing"), undefined);
  await assert.rejects(readRange(lake, "nothing", { etag: '"x"' }), isCode("object_gone"));
});

test("a connection that is cut is resumed where it broke, for the same version", async () => {
  const content = Buffer.from("abcdefghij".repeat(30_000));
  const ranges: string[] = [];
  await using server = await fakeS3((request, response) => {
    const range = request.headers.range ?? "";
    ranges.push(`${range} ${request.headers["if-match"]}`);
    const start = Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0);
    const rest = content.subarray(start);
    response.writeHead(range === "" ? 200 : 206, { etag: '"e"', "content-length": rest.length });
    if (ranges.length === 3) response.end(rest);
    else response.write(rest.subarray(0, 100_000), () => response.destroy());
  });
  const read = Buffer.concat(await Array.fromAsync(readObject(server.lake, "file", { etag: '"e"' })));
  assert.ok(read.equals(content));
  assert.equal(ranges.length, 3);
  assert.equal(ranges[0], ' "e"');
  assert.match(ranges[1] ?? "", /^bytes=[1-9]\d*- "e"$/);
  assert.match(ranges[2] ?? "", /^bytes=[1-9]\d*- "e"$/);
});

test("a connection that brings nothing is given up", async () => {
  await using server = await fakeS3((_, response) => {
    response.writeHead(200, { etag: '"e"', "content-length": 10 });
    response.flushHeaders();
    response.destroy();
  });
  await assert.rejects(readRange(server.lake, "file", { etag: '"e"' }), isCode("connection_lost"));
});

test("content that is not what its checksum was made of is an error, which a later run may not have", async () => {
  let requests = 0;
  await using server = await fakeS3((_, response) => {
    requests += 1;
    response.writeHead(200, { etag: '"e"', "content-length": 10, "x-amz-checksum-crc32": "AAAAAA==" });
    response.end("0123456789");
  });
  await assert.rejects(
    readRange(server.lake, "file", { etag: '"e"' }),
    (error) => error instanceof LakeError && error.code === "damaged_content" && error.transient && error.mayBeOfObject,
  );
  assert.equal(requests, 1);
});

test("an aborted signal stops the reading with its reason", async () => {
  const etag = await lake.put("large", Buffer.alloc(5_000_000));
  const stop = new AbortController();
  const reason = new Error("stopped");
  await assert.rejects(async () => {
    for await (const _ of readObject(lake, "large", { etag, signal: stop.signal })) stop.abort(reason);
  }, reason);
});
