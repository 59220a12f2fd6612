import type { Reporter, TestModule, Vitest } from "vitest/node";

/** Ends the output with the line `N passed, N failed`, and `, N skipped` where there are any. */
// biome-ignore lint/style/noDefaultExport: Vitest reads the default export of a reporter's file.
export default class ClosingLine implements Reporter {
  #isWatching = false;
  /** Of a run that ends before it has any results, as when the stack does not start. */
  #line = "0 passed, 1 failed";

  onInit({ config }: Vitest): void {
    this.#isWatching = config.watch;
    // After the summary of the other reporters, and after errors that end the run.
    if (!this.#isWatching) process.once("exit", () => process.stdout.write(`${this.#line}\n`));
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      // A file that cannot be loaded, or whose set-up fails, has no failed test and is a failure all the same.
      if (module.state() === "failed" && module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed" || state === "failed" || state === "skipped") counts[state] += 1;
      }
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed += 1;
    }
    // There is no file of that name.
    if (modules.length === 0 && errors.length === 0) counts.failed = 1;
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    this.#line = `${counts.passed} passed, ${counts.failed} failed${skipped}`;
    if (this.#isWatching) setImmediate(() => process.stdout.write(`${this.#line}\n`));
  }
}
