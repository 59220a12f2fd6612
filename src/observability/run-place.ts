/** Where a run is: what every line of its log carries. */
export class RunPlace {
  readonly #steps: string[] = [];
  #batchId: string | undefined;

  /** Names of fields of the log. */
  get fields(): Readonly<Record<string, string>> {
    const step = this.#steps.at(-1);
    return {
      ...(this.#batchId !== undefined && { batchId: this.#batchId }),
      ...(step !== undefined && { step }),
    };
  }

  /** Steps follow one another, and may have steps of their own. */
  async inStep<T>(step: string, work: () => Promise<T>): Promise<T> {
    this.#steps.push(step);
    try {
      return await work();
    } finally {
      this.#steps.pop();
    }
  }

  async inBatch<T>(batchId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#batchId;
    this.#batchId = batchId;
    try {
      return await work();
    } finally {
      this.#batchId = before;
    }
  }
}
