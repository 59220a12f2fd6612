import assert from "node:assert/strict";
import { test } from "vitest";
import { runTool } from "./run-tool.ts";

// All of the client's tests: `npm run test:spark-versions`.
test("the client's main operations pass on the oldest and the newest Spark, too", async () => {
  const printed = await runTool("tools/spark-versions/main.ts", ["--short"]);
  const [oldest, newest, ...others] = [...printed.matchAll(/^Spark (4\.\d)\S+: (\d+) passed, 0 failed/gm)];
  assert.deepEqual([oldest?.[1], newest?.[1], others], ["4.0", "4.2", []]);
  for (const version of [oldest, newest]) assert.ok(Number(version?.[2]) > 50, version?.[0]);
});
