import { setTimeout as wait } from "node:timers/promises";

/** Waits for a condition; fails after ten seconds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  while (!(await condition())) await wait(10, undefined, { signal });
}
