import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "vitest";
import { serverEnvironment } from "../support/server-environment.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = "examples/spark-connect";
const QUICK_START_LINES = 30;

/** What each example prints. */
const PRINTS: Readonly<Record<string, RegExp>> = {
  aggregates: /^north: 6\.50 in 2\nsouth: 1\.25 in 1\nnorth: 6\.50\nsouth: 1\.25\nall: 7\.75\n$/,
  cancel: /^by signal: TimeoutError\nby leaving the loop\nby tag: OPERATION_CANCELED\n$/,
  "custom-retry": /^CONNECTION_FAILED soon\n3\n$/,
  jdbc: /^1000 rows, 499 of them above 1000\n$/,
  joins:
    /^apples: Main Street\npears: Station\nplums: unknown store\nmuch of apples: Main Street\nwithout a store: 1\n$/,
  "large-results": /^35888890 bytes\n$/,
  parquet: /^334 sales in January\nid long, month string\n$/,
  "progress-bar": /^5999999995\n$/,
  "quick-start": /\| +Bob\| 3\.25\|large\|.*\nBob sold for 3\.25\nAnn sold for 2\.00\n\{ person: 'Bob' \}\n$/s,
  sql: /^20n\n2n\n$/,
  windows: /^2025-01: Ann\n2025-02: Bob\nAnn 2025-01: 120\nAnn 2025-02: 170\nBob 2025-01: 80\nBob 2025-02: 170\n$/,
};

for (const [name, expected] of Object.entries(PRINTS)) {
  test(`the example "${name}" runs as it says`, async () => {
    const { stdout, stderr } = await run(name);
    assert.match(stdout, expected);
    if (name === "progress-bar") assert.match(stderr, /\] \d+ of \d+ tasks\r\[#{20}\] done +\n$/);
  });
}

test("the quick start has no more than 30 lines", () => {
  const lines = readFileSync(join(ROOT, FOLDER, "quick-start.ts"), "utf8")
    .trimEnd()
    .split("\n");
  assert.ok(lines.length <= QUICK_START_LINES, `${lines.length} lines`);
});

test("no example goes untested or unlisted", () => {
  const listed = readFileSync(join(ROOT, FOLDER, "README.md"), "utf8").matchAll(/^\| \[([\w-]+)\.ts\]/gm);
  assert.deepEqual([...listed].map(([, name]) => name).toSorted(), Object.keys(PRINTS).toSorted());
  const files = readdirSync(join(ROOT, FOLDER)).filter((file) => file.endsWith(".ts"));
  assert.deepEqual(
    files.map((file) => file.replace(".ts", "")),
    Object.keys(PRINTS).toSorted(),
  );
});

function run(name: string) {
  const args = ["--conditions=sales-pipeline-source", `${FOLDER}/${name}.ts`];
  const EXAMPLE_TABLE = `example_${randomUUID().replaceAll("-", "")}`;
  return promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...serverEnvironment(), EXAMPLE_TABLE },
  });
}
