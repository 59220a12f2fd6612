import { setTimeout as delay } from "node:timers/promises";
import { listProcesses } from "./process-list.ts";
import { StackError } from "./stack-error.ts";

/** Time a server gets to end by itself after SIGTERM. Spark and MariaDB need about a second. */
const graceMs = 15_000;
const killMs = 5_000;
const pollMs = 50;

/**
 * Those of `groups` that still have a living process of this stack. Numbers of ended processes are given out again,
 * so a group counts only if one of its command lines names the stack's folder.
 */
export async function livingGroups(groups: readonly number[], folder: string): Promise<readonly number[]> {
  const wanted = new Set(groups);
  const ours = (await listProcesses()).filter(({ group, command }) => wanted.has(group) && command.includes(folder));
  return [...new Set(ours.map(({ group }) => group))];
}

/** Ends the groups: SIGTERM first, SIGKILL for what is left after the grace time. Returns when none is left. */
export async function endGroups(groups: readonly number[], folder: string): Promise<void> {
  signalGroups(await livingGroups(groups, folder), "SIGTERM");
  if (await gone(groups, folder, graceMs)) return;
  signalGroups(await livingGroups(groups, folder), "SIGKILL");
  if (await gone(groups, folder, killMs)) return;
  const left = await livingGroups(groups, folder);
  throw new StackError(`Processes ${left.join(", ")} outlived SIGKILL. End them by hand, then run stack:down again.`);
}

export function signalGroups(groups: readonly number[], signal: NodeJS.Signals): void {
  for (const group of groups) {
    try {
      process.kill(-group, signal);
    } catch {
      // Already gone, or (on macOS) about to be.
    }
  }
}

/** Waits until none of the groups lives, at most `limitMs`; false when some are left. */
export async function gone(groups: readonly number[], folder: string, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while ((await livingGroups(groups, folder)).length > 0) {
    if (performance.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}
