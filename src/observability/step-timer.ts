import type { Logger } from "./logger.ts";

/** How long a step of a run took. */
export interface StepTiming {
  readonly step: string;
  readonly durationMs: number;
}

/** Runs the steps of a run one after the other, logs each with its duration, and keeps the durations. */
export class StepTimer {
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #timings: StepTiming[] = [];

  constructor(log: Logger, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  get timings(): readonly StepTiming[] {
    return this.#timings;
  }

  async run<T>(step: string, work: () => Promise<T>): Promise<T> {
    const started = this.#now();
    this.#log.debug({ step }, `${step} starts`);
    try {
      const result = await work();
      this.#log.info({ step, durationMs: this.#end(step, started) }, `${step} done`);
      return result;
    } catch (error) {
      this.#log.warn({ step, durationMs: this.#end(step, started) }, `${step} failed`);
      throw error;
    }
  }

  #end(step: string, started: number): number {
    const durationMs = Math.round(this.#now() - started);
    this.#timings.push({ step, durationMs });
    return durationMs;
  }
}
