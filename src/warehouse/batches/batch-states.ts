import { chunks } from "../chunks.ts";
import { oneOf, text } from "../row.ts";
import type { Sql } from "../sql.ts";
import { BATCH_STATES, type BatchState } from "./batch.ts";

const STATES = "SELECT batch_id, state FROM batches WHERE batch_id IN (?)";

/** The states of those batches that the ledger knows. */
export async function batchStates(db: Sql, batchIds: readonly string[]): Promise<ReadonlyMap<string, BatchState>> {
  const states = new Map<string, BatchState>();
  for (const chunk of chunks(batchIds)) {
    for (const row of await db.query(STATES, [chunk])) {
      states.set(text(row, "batch_id"), oneOf(row, "state", BATCH_STATES));
    }
  }
  return states;
}
