import { newRunId } from "../pipeline/context/run-id.ts";

/**
 * A batch id for what the doctor writes. No batch ever has it (attempts count from 1), so if the doctor dies, the next
 * run sweeps its load tables and scratch as those of a dead batch.
 */
export function newScratchId(now: Date): string {
  return `${newRunId(now)}-0`;
}
