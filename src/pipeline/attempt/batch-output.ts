import { abortUploads, cleanedSalesPrefix, deletePrefix, errorRowsPrefix, workPrefix } from "../../lake/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** Removes what a batch that will never count wrote for others to read. Can be repeated. */
export async function removeOutput(run: RunContext, batchId: string): Promise<void> {
  for (const prefix of [cleanedSalesPrefix(batchId), errorRowsPrefix(batchId)]) await remove(run, prefix);
}

/**
 * Removes what tasks of interrupted operations wrote after their batch was abandoned: Spark ends them when it gets to it. What
 * comes later still, the next run's sweep removes.
 */
export async function removeLateOutput(run: RunContext, batchIds: readonly string[]): Promise<void> {
  for (const batchId of batchIds) {
    await remove(run, workPrefix(batchId));
    await removeOutput(run, batchId);
  }
}

async function remove(run: RunContext, prefix: string): Promise<void> {
  await abortUploads(run.lake, prefix);
  await deletePrefix(run.lake, prefix);
}
