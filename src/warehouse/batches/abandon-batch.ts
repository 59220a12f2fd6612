import type { Warehouse } from "../connection.ts";
import { fitText } from "../fit-text.ts";
import { changeStatusesIn } from "../ledger/change-status.ts";
import { recordFailedUpdates } from "../ledger/record-failed-updates.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";
import { BatchStateError, lockBatch } from "./lock-batch.ts";

const TAKEN_FILES = "SELECT file_id FROM staging_files WHERE batch_id = ? AND status = 'Processing' ORDER BY file_id";

const FORGET_PARTITIONS = "DELETE FROM batch_mart_partitions WHERE batch_id = ?";

const ABANDON = "UPDATE batches SET state = 'abandoned', error_message = ?, finished_at = NOW(6) WHERE batch_id = ?";

/**
 * Gives up a batch before its commit: its files are Pending again, `message` says why. Can be repeated. What Spark wrote
 * for it is the caller's to remove.
 *
 * @throws BatchStateError if it is committed
 */
export function abandonBatch(
  warehouse: Warehouse,
  { batchId, runId, message }: { readonly batchId: string; readonly runId: string; readonly message: string },
): Promise<void> {
  let taken: readonly number[] = [];
  const abandon = async (sql: Sql): Promise<void> => {
    const state = await lockBatch(sql, batchId);
    if (state === "abandoned") return;
    if (state !== "building") throw new BatchStateError(batchId, state);
    taken = (await sql.query(TAKEN_FILES, [batchId])).map((row) => integer(row, "file_id"));
    await changeStatusesIn(sql, taken, { to: "Pending", batchId: null, runId, message });
    await sql.execute(FORGET_PARTITIONS, [batchId]);
    await sql.execute(ABANDON, [fitText("batches.error_message", message), batchId]);
  };
  return warehouse.transaction(abandon, (error) =>
    recordFailedUpdates(warehouse, { fileIds: taken, to: "Pending", runId, batchId })(error),
  );
}
