import { randomBytes } from "node:crypto";

/** An id that sorts by time and reads as one: `20261123T232400Z-1a2b3c`. */
export function newRunId(now: Date, random: string = randomBytes(3).toString("hex")): string {
  return `${now.toISOString().replace(/[-:]|\.\d+/g, "")}-${random}`;
}

/**
 * Scratch of what is no batch. No attempt has that number, so recovery knows it for something to be swept.
 */
export function scratchIdOf(runId: string): string {
  return batchIdOf(runId, 0);
}

/** Beyond the most attempts that a setting allows. */
export const BEYOND_ATTEMPTS = 101;

/** A run's attempts are its batches: the id of one says which run made it. */
export function batchIdOf(runId: string, attempt: number): string {
  return `${runId}-${attempt}`;
}
