// Runs the tests on a stack of their own and ends with the line `N passed, N failed`.
//   node tools/run-tests.ts [test files …]
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { startStack } from "./stack/start-stack.ts";

const TEST_TIMEOUT_MS = 10 * 60 * 1000;

const named = process.argv.slice(2);
const files = (named.length > 0 ? named : globSync("test/**/*.test.ts")).toSorted();
const folder = mkdtempSync(join(tmpdir(), "sales-pipeline-test-"));

process.stderr.write("tests: starting Spark Connect, S3 and MySQL …\n");
const stack = await startStack({ dir: folder });
const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  Object.assign(process.env, stack.env, { TMPDIR: folder });
  const tests = run({ files, concurrency: 2, timeout: TEST_TIMEOUT_MS });
  tests.on("test:pass", (test) => {
    if (test.details.type === "suite" || isFile(test.name)) return;
    if (test.skip === undefined) counts.passed += 1;
    else counts.skipped += 1;
  });
  tests.on("test:fail", (test) => {
    if (test.details.type !== "suite") counts.failed += 1;
  });
  for await (const line of tests.compose(spec())) process.stdout.write(line);
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

/** With process isolation the runner reports each file as a test of its own. */
function isFile(name: string): boolean {
  return files.some((file) => name.endsWith(file));
}
