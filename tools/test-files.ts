import { run } from "node:test";
import { spec } from "node:test/reporters";

const TEST_TIMEOUT_MS = 10 * 60 * 1000;

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs test files, two at a time, and writes what they say to stdout. */
export async function runTestFiles(files: readonly string[]): Promise<TestCounts> {
  /** With process isolation the runner reports each file as a test of its own. */
  const isFile = (name: string): boolean => files.some((file) => name.endsWith(file));
  const counts = { passed: 0, failed: 0, skipped: 0 };
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
  return counts;
}
