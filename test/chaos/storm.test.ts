import assert from "node:assert/strict";
import { test } from "vitest";
import { runInStorm } from "./storm.ts";

// More of them, and longer ones: `npm run test:chaos -- --only storms`.
test("a run succeeds, and counts right, while S3 refuses one request in five", async () => {
  const { outcome, requests, refused } = await runInStorm({ seed: 1, files: 8, share: 0.2 });
  assert.equal(outcome.error, undefined);
  assert.ok(refused > requests / 10, `${refused} of ${requests} were refused`);
});
