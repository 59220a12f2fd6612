import type { Logger } from "./logger.ts";
import type { EndedStep, RunWatcher } from "./run-event.ts";
import { RunPlace } from "./run-place.ts";
import { SparkClock } from "./spark-clock.ts";

/** A step of a run that has ended. */
export interface StepTiming extends EndedStep {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** Runs the steps of a run one after the other, logs each with its duration, and keeps the durations. */
export class StepTimer {
  readonly spark: SparkClock;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #tell: RunWatcher;
  readonly #place: RunPlace;
  readonly #timings: StepTiming[] = [];

  constructor(log: Logger, now: () => number, tell: RunWatcher = () => {}, place: RunPlace = new RunPlace()) {
    this.#log = log;
    this.#now = now;
    this.#tell = tell;
    this.#place = place;
    this.spark = new SparkClock(now, tell);
  }

  get timings(): readonly StepTiming[] {
    return this.#timings;
  }

  /** @param did says in a few words what came of it */
  async run<T>(step: string, work: () => Promise<T>, did: (result: T) => string = () => ""): Promise<T> {
    return await this.#place.inStep(step, () => this.#timed(step, work, did));
  }

  async #timed<T>(step: string, work: () => Promise<T>, did: (result: T) => string): Promise<T> {
    const startedAt = this.#now();
    const sparkBefore = this.spark.busyMs;
    const end = (outcome: EndedStep["outcome"], what: string): EndedStep => {
      const durationMs = Math.round(this.#now() - startedAt);
      const sparkMs = Math.round(this.spark.busyMs - sparkBefore);
      const ended = { step, outcome, durationMs, sparkMs, did: what };
      this.#timings.push({ ...ended, startedAt });
      this.#tell({ kind: "step_ended", ...ended });
      return ended;
    };
    this.#log.debug({ step }, `${step} starts`);
    this.#tell({ kind: "step_started", step });
    try {
      const result = await work();
      const { durationMs, sparkMs } = end("done", did(result));
      this.#log.info({ step, durationMs, sparkMs }, `${step} done`);
      return result;
    } catch (error) {
      const { durationMs, sparkMs } = end("failed", "");
      this.#log.warn({ step, durationMs, sparkMs }, `${step} failed`);
      throw error;
    }
  }
}
