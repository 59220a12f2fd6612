import { BatchStateError, lockBatch } from "../batches/lock-batch.ts";
import type { Warehouse } from "../connection.ts";
import { endWhenSilent } from "../end-when-silent.ts";
import type { Sql } from "../sql.ts";
import { WarehouseError } from "../warehouse-error.ts";

const COMMIT_ATTEMPTS = 3;
const DEFAULT_SILENCE_MS = 60_000;

export interface CommitOptions {
  readonly batchId: string;
  /** How long the server waits for the next statement before it rolls back: as long as the lease lasts. @default 60000 */
  readonly silenceMs?: number | undefined;
  /** Called after each try that failed. */
  readonly onFailure?: (error: unknown) => Promise<void>;
}

/**
 * Commits a batch that is building: `apply` changes all that it changes, its state too, in one transaction. It is
 * repeated, a bounded number of times, when MySQL rolled it back for a transient reason. When the reply to COMMIT was lost, the
 * batch row says what happened.
 *
 * @throws BatchStateError if the batch is no longer building, WarehouseError if MySQL fails for longer. Nothing is committed
 *   then, except after `outcome_unknown`, which the next run's recovery resolves.
 */
export async function commitOnce<Result>(
  warehouse: Warehouse,
  { batchId, silenceMs = DEFAULT_SILENCE_MS, onFailure }: CommitOptions,
  apply: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  let sent: { readonly result: Result } | undefined;
  const attempt = () =>
    warehouse.transaction(async (sql) => {
      await endWhenSilent(sql, silenceMs);
      // Waits for an earlier attempt that the server has not finished, so what it reads is final.
      const state = await lockBatch(sql, batchId);
      if (state === "committed" && sent !== undefined) return sent.result;
      if (state !== "building") throw new BatchStateError(batchId, state);
      sent = { result: await apply(sql) };
      return sent.result;
    }, onFailure);
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts === COMMIT_ATTEMPTS || !isOutcomeUnknown(error)) throw error;
    }
  }
}

function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof WarehouseError && error.code === "outcome_unknown";
}
