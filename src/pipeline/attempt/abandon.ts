import { abandonBatch, requireBuilding } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { cleanUp } from "../finish/clean-up.ts";
import { removeOutput } from "./batch-output.ts";

/**
 * Gives up a batch that is not committed: what it wrote is removed, and its files are Pending again. Can be repeated.
 *
 * @throws BatchStateError, before anything is removed, if the batch is committed after all
 */
export async function abandon(run: RunContext, batchId: string, message: string): Promise<void> {
  await requireBuilding(run.warehouse, batchId);
  run.log.warn({ batchId }, `abandoning batch ${batchId}: ${message}`);
  await cleanUp(run, batchId);
  await removeOutput(run, batchId);
  await run.failpoint("batch_output_removed");
  // Last: as long as the batch is not abandoned in the ledger, the next recovery cleans up again.
  await abandonBatch(run.warehouse, { batchId, runId: run.runId, message });
  await run.failpoint("batch_abandoned");
}
