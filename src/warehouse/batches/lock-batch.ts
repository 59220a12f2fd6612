import { CodedError } from "../../errors/index.ts";
import { oneOf } from "../row.ts";
import type { Sql } from "../sql.ts";
import { BATCH_STATES, type BatchState } from "./batch.ts";

const LOCK = "SELECT state FROM batches WHERE batch_id = ? FOR UPDATE";

/** Locks the batch until the transaction ends and returns its state. The first lock that any change of a batch takes. */
export async function lockBatch(sql: Sql, batchId: string): Promise<BatchState> {
  const [row] = await sql.query(LOCK, [batchId]);
  if (row === undefined) throw new BatchStateError(batchId, "unknown");
  return oneOf(row, "state", BATCH_STATES);
}

/** The batch is not in the state that this step needs. */
export class BatchStateError extends CodedError {
  override readonly name = "BatchStateError";
  readonly code = "batch_state";
  readonly transient = true;

  constructor(batchId: string, state: BatchState | "unknown") {
    const found = state === "unknown" ? "is not in the ledger" : `is already ${state}`;
    super(`batch_state: batch ${batchId} ${found}: another run has dealt with it. Run again.`);
  }
}
