import process from "node:process";

/** Cases that are run on demand, outside Vitest, one after another: each is told as it ends, and all are counted. */
export class JudgedCases {
  readonly #isLacking: (error: unknown) => boolean;
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  /** @param isLacking whether an error says that this machine lacks what a case needs, so that nothing is wrong with what is tested */
  constructor(isLacking: (error: unknown) => boolean) {
    this.#isLacking = isLacking;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Returns whether it passed. */
  async judge(name: string, run: () => Promise<void>): Promise<boolean> {
    const startedAt = performance.now();
    try {
      await run();
      this.#passed += 1;
      this.say(`passed: ${name} (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
      return true;
    } catch (error) {
      if (this.#isLacking(error)) this.#skip(name, error);
      else {
        this.#failed += 1;
        this.say(`FAILED: ${name}\n${error instanceof Error ? error.stack : error}`);
      }
      return false;
    }
  }

  /** What all cases need; without it all are skipped. An error of another kind ends the program. */
  async prepare(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!this.#isLacking(error)) throw error;
      this.#skip("all cases", error);
    }
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  /** Says how many passed; the program then ends with 1 if any failed. */
  conclude(): void {
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : "";
    this.say(`${this.#passed} passed, ${this.#failed} failed${skipped}`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }

  #skip(what: string, error: unknown): void {
    this.#skipped += 1;
    this.say(`skipped: ${what}: ${error instanceof Error ? error.message : error}`);
  }
}
