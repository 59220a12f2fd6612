import { setTimeout as delay } from "node:timers/promises";

/** Far above what any condition takes on a machine of a third of the speed: a test must not fail because others run beside it. */
const LIMIT_MS = 5 * 60_000;

/** Waits until the condition holds; fails after `limitMs`, naming what was waited for. */
export async function until(what: string, holds: () => Promise<boolean>, limitMs = LIMIT_MS): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}.`);
    await delay(20);
  }
}
