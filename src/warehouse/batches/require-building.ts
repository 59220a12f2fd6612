import type { Warehouse } from "../connection.ts";
import { BatchStateError, lockBatch } from "./lock-batch.ts";

/**
 * Waits for a commit of the batch that may be under way, and says whether it happened: what a batch wrote may be removed
 * only if it did not.
 *
 * @throws BatchStateError if the batch is committed or completed
 */
export function requireBuilding(warehouse: Warehouse, batchId: string): Promise<void> {
  return warehouse.transaction(async (sql) => {
    const state = await lockBatch(sql, batchId);
    if (state === "committed" || state === "completed") throw new BatchStateError(batchId, state);
  });
}
