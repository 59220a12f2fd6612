import assert from "node:assert/strict";
import { test } from "vitest";
import { runCli } from "../support/run-cli.ts";

// Examples import the package by name: from its sources, not from what was built of them.
const NEEDED = { MYSQL_DATABASE: "sales", S3_BUCKET: "lake", NODE_OPTIONS: "--conditions=sales-pipeline-source" };

const REFUSED: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [[], /Give the customer's number: --subject <id>\./],
  [["--customer", "12.5"], /Give a whole number from 1/],
  [["--subject", "0"], /Give a whole number from 1/],
  [["--customer", "1", "--subject", "2"], /cannot be used with/],
  [["--job", "examples/second-job/index.ts", "--subject", "2"], /The job declares no subject/],
];

test("erase says whose number it lacks, or that there is nobody to erase", async () => {
  for (const [args, says] of REFUSED) {
    const { code, stderr } = await runCli(["erase", ...args], NEEDED);
    assert.equal(code, 2, args.join(" "));
    assert.match(stderr, says);
  }
});
