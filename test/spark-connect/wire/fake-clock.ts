import type { Clock } from "../../../src/spark-connect/wire/clock.ts";

/** Time passes only while someone sleeps, and at once. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  #now = 0;

  now(): number {
    return this.#now;
  }

  /** The middle: no jitter. */
  random(): number {
    return 0.5;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
