import { messageOf } from "../../text/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { abandon } from "./abandon.ts";

/** Abandons the batch of an attempt that failed. Returns whether it is abandoned and its files are free for another attempt. */
export async function abandonAttempt(run: RunContext, batchId: string, reason: unknown): Promise<boolean> {
  try {
    await abandon(run, batchId, messageOf(reason));
    return true;
  } catch (error) {
    // The next run's recovery does it; what went wrong first is what the user has to know.
    run.log.error({ batchId, err: error }, `batch ${batchId} could not be abandoned now; the next run will`);
    return false;
  }
}
