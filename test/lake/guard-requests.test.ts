import assert from "node:assert/strict";
import { test } from "vitest";
import { deleteObjects, guardRequests, putJson } from "../../src/lake/index.ts";
import { fakeS3 } from "./fake-s3.ts";
import { temporaryLake } from "./temporary-lake.ts";

test("a lake whose guard refuses sends nothing, and the guard's reason is the error", async () => {
  const lake = await temporaryLake();
  try {
    let isHeld = true;
    const guarded = guardRequests(lake, () => {
      if (!isHeld) throw new RangeError("the lease is lost");
    });
    await putJson(guarded, "kept.json", { a: 1 });
    isHeld = false;
    await assert.rejects(putJson(guarded, "never.json", {}), { name: "RangeError", message: "the lease is lost" });
    await assert.rejects(deleteObjects(guarded, ["kept.json"]), { message: "the lease is lost" });
    isHeld = true;
    assert.deepEqual(await lake.keys(), ["kept.json"]);
  } finally {
    await lake.remove();
  }
});

test("a guard that begins to refuse ends the repetitions of a request under way", async () => {
  let isHeld = true;
  await using s3 = await fakeS3((_, response) => {
    isHeld = false;
    response.writeHead(503).end();
  });
  const guarded = guardRequests(s3.lake, () => {
    if (!isHeld) throw new RangeError("the lease is lost");
  });
  await assert.rejects(putJson(guarded, "a.json", {}), { message: "the lease is lost" });
  assert.deepEqual(s3.requests, ["PUT /fake/a.json"]);
});
