import type { JournalRewriting } from "../../../lake/index.ts";
import { beginErasure, type ErasedRow, type Lease, recordRewritten } from "../../../warehouse/index.ts";
import type { RunContext } from "../../context/run-context.ts";
import { BEYOND_ATTEMPTS } from "../../context/run-id.ts";
import { erasePerson } from "../../erase/erase-person.ts";

/** What the bucket's journal tells of erasures after the last entry that the ledger knows. */
export interface LostErasures {
  readonly rows: readonly ErasedRow[];
  readonly rewritings: readonly JournalRewriting[];
}

/** Before files are read again: they bring no erased person back, and a rewritten one is known for what was uploaded. Can be repeated. */
export async function recallErasures(run: RunContext, { rows, rewritings }: LostErasures): Promise<void> {
  for (const { rewritten, standsFor } of rewritings) await recordRewritten(run.warehouse, rewritten, standsFor);
  for (const row of rows) await beginErasure(run.warehouse, row, run.runId);
}

/**
 * Takes the persons out of what the ledger, being from before, has of them. Can be repeated.
 *
 * @param attemptsBefore attempts of the run that its batches have made
 */
export async function eraseAgain(
  run: RunContext,
  lease: Lease,
  { rows }: LostErasures,
  attemptsBefore: number,
): Promise<void> {
  const { subject } = run.job;
  for (const [at, { feed, key }] of rows.entries()) {
    if (subject?.dimension.name !== feed) {
      run.log.warn({ feed }, `an erasure of ${feed} cannot be repeated: the job does not declare that subject`);
      continue;
    }
    await erasePerson(run, lease, {
      subject,
      key,
      isDryRun: false,
      attemptsBefore: attemptsBefore + at * BEYOND_ATTEMPTS,
    });
  }
}
