import assert from "node:assert/strict";
import { test } from "vitest";
import { s3Checks } from "../../src/doctor/s3-checks.ts";
import { fakeS3 } from "../lake/fake-s3.ts";

test("a server that ignores conditions fails where the pipeline relies on them, and else is warned about", async () => {
  await using s3 = await fakeS3((request, response) => {
    response.setHeader("etag", '"1"');
    const copies = request.headers["x-amz-copy-source"] !== undefined;
    response.end(copies ? "<CopyObjectResult><ETag>1</ETag></CopyObjectResult>" : "");
  });
  const checks = await s3Checks(s3.lake, "_work/", new AbortController().signal);
  const conditional = checks.filter(({ name }) => name.includes("match"));
  assert.deepEqual(
    conditional.map(({ name, status }) => [name, status]),
    [
      ["s3 get if-match", "failed"],
      ["s3 copy if-match", "failed"],
      ["s3 delete if-match", "failed"],
      ["s3 put if-match", "warning"],
      ["s3 put if-none-match", "warning"],
      ["s3 copy if-none-match", "ok"],
    ],
  );
  assert.match(conditional[2]?.detail ?? "", /ignores the condition of DELETE with If-Match: .* be lost\. Use S3/);
});

test("a right that is not granted is named, and what needs it is skipped", async () => {
  await using s3 = await fakeS3((_, response) => {
    response.writeHead(403, { "content-type": "application/xml" });
    response.end("<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
  });
  const [put, ...rest] = await s3Checks(s3.lake, "_work/", new AbortController().signal);
  assert.equal(put?.status, "failed");
  assert.match(put?.detail ?? "", /access_denied: .*Grant s3:PutObject/);
  assert.deepEqual([...new Set(rest.map(({ status }) => status))], ["skipped"]);
});
