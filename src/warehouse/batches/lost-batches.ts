import type { Sql } from "../sql.ts";
import { batchStates } from "./batch-states.ts";

const INSERT = `
  INSERT INTO batches (batch_id, run_id, fencing_token, state, lake_path, files, error_message, finished_at)
  VALUES (?, ?, 0, 'abandoned', ?, 0, 'lost with a later state of the ledger; its files were adopted', NOW(6))`;

/** Records batches of which only the bucket knows as abandoned, so that what they wrote is swept. */
export async function recordLostBatches(
  db: Sql,
  batches: readonly { readonly batchId: string; readonly lakePath: string }[],
): Promise<void> {
  const known = await batchStates(
    db,
    batches.map(({ batchId }) => batchId),
  );
  for (const { batchId, lakePath } of batches) {
    if (known.has(batchId)) continue;
    await db.execute(INSERT, [batchId, batchId.slice(0, batchId.lastIndexOf("-")), lakePath]);
  }
}
