import { abandon } from "./abandon.ts";
import type { RunContext } from "./run-context.ts";

/** Abandons the batch of an attempt that failed. Does not throw: what went wrong first is what the user has to know. */
export async function giveUp(run: RunContext, batchId: string, reason: unknown): Promise<void> {
  try {
    await abandon(run, batchId, reason instanceof Error ? reason.message : String(reason));
  } catch (error) {
    run.log.error({ batchId, err: error }, `batch ${batchId} could not be abandoned now; the next run will`);
  }
}
