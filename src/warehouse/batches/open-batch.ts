import type { Warehouse } from "../connection.ts";
import { endWhenSilent } from "../end-when-silent.ts";
import { requireToken } from "../lease/lease-row.ts";
import { changeStatusesIn } from "../ledger/change-status.ts";
import { recordFailedUpdates } from "../ledger/record-failed-updates.ts";

export interface NewBatch {
  readonly batchId: string;
  readonly runId: string;
  readonly fencingToken: number;
  /** How long the server waits for the next statement before it rolls back: as long as the lease lasts. @default 60000 */
  readonly silenceMs?: number;
  /** By which recovery finds and interrupts what a dead run left running. */
  readonly sparkSessionId: string;
  /** Where its cleaned sales will lie. */
  readonly lakePath: string;
  readonly fileIds: readonly number[];
}

const INSERT = `
  INSERT INTO batches (batch_id, run_id, fencing_token, state, spark_session_id, lake_path, files)
  VALUES (?, ?, ?, 'building', ?, ?, ?)`;

/**
 * Records an attempt and takes its files, which become Processing, in one transaction.
 *
 * @throws FencedOutError if another run has taken the lease, StatusConflictError if a file is not free
 */
export function openBatch(warehouse: Warehouse, batch: NewBatch): Promise<void> {
  const { batchId, runId, fencingToken, silenceMs = 60_000, sparkSessionId, lakePath, fileIds } = batch;
  return warehouse.transaction(
    async (sql) => {
      await endWhenSilent(sql, silenceMs);
      await requireToken(sql, fencingToken, "lock");
      await sql.execute(INSERT, [batchId, runId, fencingToken, sparkSessionId, lakePath, fileIds.length]);
      await changeStatusesIn(sql, fileIds, { to: "Processing", batchId, runId, message: `taken by batch ${batchId}` });
    },
    recordFailedUpdates(warehouse, { fileIds, to: "Processing", runId, batchId }),
  );
}
