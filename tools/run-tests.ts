// Runs the tests on a stack of their own and ends with the line `N passed, N failed`.
//   node tools/run-tests.ts [test files …]
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "./stack/start-stack.ts";
import { runTestFiles, type TestCounts } from "./test-files.ts";

const named = process.argv.slice(2);
const files = (named.length > 0 ? named : globSync("test/**/*.test.ts")).toSorted();
const folder = mkdtempSync(join(tmpdir(), "sales-pipeline-test-"));

process.stderr.write("tests: starting Spark Connect, S3 and MySQL …\n");
const stack = await startStack({ dir: folder });
let counts: TestCounts;
try {
  Object.assign(process.env, stack.env, { TMPDIR: folder, TEST_STACK_FOLDER: folder });
  counts = await runTestFiles(files);
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
