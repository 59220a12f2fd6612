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
import { compactSales, type SalesChange } from "./compact-sales.ts";

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
  const batchId = batchIdOf(run.runId, 1);
  await compactMonths(run, lease, { batchId, months, change: (sales) => sales });
  return { ...NO_NEW_FILES, processed: undefined, compacted: { batchId, months } };
}

export interface MonthsToCompact {
  readonly batchId: string;
  readonly months: readonly string[];
  readonly change: SalesChange;
}

/** Writes all sales that count in the months into one batch, and removes what lay elsewhere, counting or not. */
export async function compactMonths(run: RunContext, lease: Lease, asked: MonthsToCompact): Promise<void> {
  const { batchId } = asked;
  await prepareSession(run);
  try {
    await run.place.inBatch(batchId, () => build(run, lease, asked));
  } catch (error) {
    await abandonAttempt(run, batchId, error);
    throw error;
  }
  await finish(run, batchId);
}

async function build(run: RunContext, lease: Lease, { batchId, months, change }: MonthsToCompact): Promise<void> {
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
  const written = await run.steps.run("compact sales", () =>
    compactSales(run, newAttempt(run, batchId), months, change),
  );
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
