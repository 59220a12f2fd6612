import assert from "node:assert/strict";
import { test } from "vitest";
import { sparkRemote } from "../support/server-environment.ts";
import { runTool } from "./run-tool.ts";

// A few rows say nothing about time, only that the benchmarks run: `npm run bench:rules`, `npm run bench:client`.
test("the benchmark of the rules compares a plan with rules with one without", async () => {
  const printed = await runTool("bench/rules/main.ts", ["--rows", "2000", "--pairs", "1", "--remote", sparkRemote()]);
  assert.match(printed, /^2000 rows, 1 pairs: with all rules \d+\.\d\d times as long as with none/);
});

test("the benchmark of the client puts its own time next to the server's", async () => {
  const printed = await runTool("bench/client/main.ts", ["--rows", "1000"]);
  assert.match(printed, /^\| collect of 1,000 rows as objects +\| +\d+ \| +\d+\.\d\d \| +\d+ \|$/m);
});
