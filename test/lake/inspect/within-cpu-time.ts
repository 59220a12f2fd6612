import assert from "node:assert/strict";

/** Many times what work in proportion to a few MiB takes, and a fraction of what work with the square of it takes. */
const MOST_MS = 3_000;

/** Fails if the work takes this process longer, however busy the machine is. */
export async function withinCpuTime<T>(work: () => T | Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1_000;
  assert.ok(took < MOST_MS, `took ${took} ms of CPU`);
  return result;
}
