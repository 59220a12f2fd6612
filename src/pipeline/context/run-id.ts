import { randomBytes } from "node:crypto";

/** An id that sorts by time and reads as one: `20261123T232400Z-1a2b3c`. */
export function newRunId(now: Date, random: string = randomBytes(3).toString("hex")): string {
  return `${now.toISOString().replace(/[-:]|\.\d+/g, "")}-${random}`;
}

/** A run's attempts are its batches: the id of one says which run made it. */
export function batchIdOf(runId: string, attempt: number): string {
  return `${runId}-${attempt}`;
}
