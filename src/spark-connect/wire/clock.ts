import { setTimeout } from "node:timers/promises";

/** Time and chance, passed in so that tests need neither. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0, below 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  random: Math.random,
  sleep: async (milliseconds, signal) => {
    try {
      await setTimeout(milliseconds, undefined, signal && { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
