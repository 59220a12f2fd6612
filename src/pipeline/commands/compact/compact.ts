import { cleanedSalesPrefix } from "../../../lake/index.ts";
import { commitCompaction, crowdedMonths, type Lease, openBatch } from "../../../warehouse/index.ts";
import { abandonAttempt } from "../../attempt/abandon-attempt.ts";
import type { RunContext } from "../../context/run-context.ts";
import { batchIdOf } from "../../context/run-id.ts";
import { finish } from "../../finish/finish.ts";
import type { RunOutcome } from "../../outcome/run-outcome.ts";
import { NO_NEW_FILES, type RunFindings } from "../../outcome/run-summary.ts";
import { type RunOptions, runUnderLease } from "../../run-under-lease.ts";
import { prepareSession } from "../../spark/prepare-session.ts";
import { newAttempt } from "../../transform/attempt.ts";
import { compactSales } from "./compact-sales.ts";

export interface CompactOptions extends RunOptions {
  /** Months whose cleaned sales lie in fewer batches are left alone. At least 2. */
  readonly minParts: number;
}

/**
 * Writes the cleaned sales of months that many batches have added to into one batch, and removes the many. It is a batch
 * without files that changes no number: neither mart, nor ledger, nor partition objects.
 */
export function compactPipeline({ minParts, ...options }: CompactOptions): Promise<RunOutcome> {
  return runUnderLease(options, (run, lease) => compact(run, lease, minParts));
}

async function compact(run: RunContext, lease: Lease, minParts: number): Promise<Omit<RunFindings, "recovered">> {
  const months = await crowdedMonths(run.warehouse, minParts);
  run.log.info({ months, minParts }, `compacting ${months.length} months`);
  if (months.length === 0) return { ...NO_NEW_FILES, processed: undefined };
  await prepareSession(run);
  const batchId = batchIdOf(run.runId, 1);
  try {
    await build(run, lease, batchId, months);
  } catch (error) {
    await abandonAttempt(run, batchId, error);
    throw error;
  }
  await finish(run, batchId);
  return { ...NO_NEW_FILES, processed: undefined, compacted: { batchId, months } };
}

async function build(run: RunContext, lease: Lease, batchId: string, months: readonly string[]): Promise<void> {
  const { fencingToken } = lease;
  await openBatch(run.warehouse, {
    batchId,
    runId: run.runId,
    fencingToken,
    silenceMs: run.settings.lease.ttlMs,
    sparkSessionId: run.spark.sessionId,
    lakePath: cleanedSalesPrefix(batchId),
    fileIds: [],
  });
  await run.failpoint("batch_opened");
  const written = await run.steps.run("compact sales", () => compactSales(run, newAttempt(run, batchId), months));
  await run.failpoint("sales_cleaned");
  lease.assertHeld();
  run.signal.throwIfAborted();
  await run.steps.run("commit", () =>
    commitCompaction(run.warehouse, {
      batchId,
      fencingToken,
      silenceMs: run.settings.lease.ttlMs,
      months,
      written,
      at: (point) => run.failpoint(`commit:${point}`),
    }),
  );
}
