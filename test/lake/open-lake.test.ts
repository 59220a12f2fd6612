import assert from "node:assert/strict";
import { test } from "vitest";
import { openLake } from "../../src/lake/index.ts";

test("the SDK makes no copies of answers for a log that nobody reads", () => {
  const lake = openLake({ bucket: "lake", region: "us-east-1" });
  assert.deepEqual(
    lake.client.middlewareStack.identify().filter((step) => /logger/i.test(step)),
    [],
  );
  lake.close();
});
