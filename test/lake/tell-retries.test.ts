import assert from "node:assert/strict";
import { test } from "vitest";
import { type LakeRetry, putJson, tellRetries } from "../../src/lake/index.ts";
import { fakeS3 } from "./fake-s3.ts";

test("each repetition of a request is told of, with its object and what it failed for", async () => {
  let failures = 2;
  await using s3 = await fakeS3((_, response) => {
    if (failures-- > 0) {
      response.writeHead(503, { "content-type": "application/xml" });
      response.end("<Error><Code>ServiceUnavailable</Code><Message>come again</Message></Error>");
    } else response.writeHead(200, { etag: '"1"' }).end();
  });
  const retries: LakeRetry[] = [];
  tellRetries(s3.lake, (retry) => retries.push(retry));
  await putJson(s3.lake, "a.json", {});
  await putJson(s3.lake, "b.json", {});
  const told = { code: "ServiceUnavailable", key: "a.json" };
  const message = "S3 PutObject of a.json failed: ServiceUnavailable come again.";
  assert.deepEqual(retries, [
    { attempt: 1, ...told, message },
    { attempt: 2, ...told, message },
  ]);
  assert.deepEqual(
    s3.requests,
    ["a", "a", "a", "b"].map((name) => `PUT /fake/${name}.json`),
  );
});
