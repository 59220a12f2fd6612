import { setTimeout as delay } from "node:timers/promises";

/** Waits until the condition holds; fails after `limitMs`, naming what was waited for. */
export async function until(what: string, holds: () => Promise<boolean>, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what}.`);
    await delay(50);
  }
}
