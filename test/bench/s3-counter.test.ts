import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, test } from "vitest";
import { openS3Counter } from "../../bench/pipeline/s3-counter.ts";

test("the proxy before S3 passes everything on, and says what each request was and how much it carried", async () => {
  const server = createServer((request, answer) => {
    request.resume().on("end", () => answer.end(request.method === "HEAD" ? undefined : "answer"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  await using counter = await openS3Counter(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const body = method === "PUT" ? "content" : undefined;
    const response = await fetch(`${counter.endpoint}/bucket/${path}`, { method, headers, ...(body && { body }) });
    assert.equal(await response.text(), method === "HEAD" ? "" : "answer");
  };
  await ask("GET", "?list-type=2&prefix=raw%2F");
  await ask("GET", "raw/a%20b.csv");
  await ask("HEAD", "key");
  await ask("PUT", "key");
  await ask("PUT", "key", { "x-amz-copy-source": "/bucket/other" });
  await ask("POST", "key?uploads");
  await ask("PUT", "key?partNumber=1&uploadId=u");
  await ask("POST", "key?uploadId=u");
  await ask("DELETE", "key");
  await ask("POST", "?delete");
  assert.deepEqual(
    counter.take().map(({ kind, key, bytesRead, bytesWritten }) => [kind, key, bytesRead, bytesWritten]),
    [
      ["list", "", 6, 0],
      ["get", "raw/a b.csv", 6, 0],
      ["head", "key", 0, 0],
      ["put", "key", 6, 7],
      ["copy", "key", 6, 7],
      ["begin", "key", 6, 0],
      ["part", "key", 6, 7],
      ["complete", "key", 6, 0],
      ["delete", "key", 6, 0],
      ["delete", "", 6, 0],
    ],
  );
  assert.deepEqual(counter.take(), []);
});
