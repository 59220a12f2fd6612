import type { Warehouse } from "../connection.ts";
import { BatchStateError, lockBatch } from "./lock-batch.ts";

const COMPLETE = "UPDATE batches SET state = 'completed', finished_at = NOW(6) WHERE batch_id = ?";

/** A committed batch is published, archived and cleaned up. Can be repeated. Throws `BatchStateError` before the commit. */
export function completeBatch(warehouse: Warehouse, batchId: string): Promise<void> {
  return warehouse.transaction(async (sql) => {
    const state = await lockBatch(sql, batchId);
    if (state === "completed") return;
    if (state !== "committed") throw new BatchStateError(batchId, state);
    await sql.execute(COMPLETE, [batchId]);
  });
}
