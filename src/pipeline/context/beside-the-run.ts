import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "../../observability/index.ts";
import { messageOf } from "../../text/index.ts";

/** A run that has to stop does not wait longer for what is not its work. */
const STOPPING_MS = 1_000;

export interface Beside {
  readonly log: Logger;
  /** The run's. */
  readonly signal: AbortSignal;
}

/**
 * Tells the world outside of a run. It may take so long, less where the run is being stopped; where it fails the log has a warning, and the
 * run goes on.
 *
 * @param what for the warning: "metrics could not be left"
 */
export async function besideTheRun(
  { log, signal }: Beside,
  what: string,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const withinMs = signal.aborted ? Math.min(STOPPING_MS, timeoutMs) : timeoutMs;
  const ended = new AbortController();
  const late = wait(withinMs, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`it took longer than ${withinMs} ms`);
  });
  try {
    await Promise.race([work(ended.signal), late]);
  } catch (error) {
    log.warn(`${what}: ${messageOf(error)}`);
  } finally {
    ended.abort();
    await Promise.allSettled([late]);
  }
}
