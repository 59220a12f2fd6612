import { isShownDifferently, type Lease } from "../warehouse/index.ts";
import { process } from "./attempt/process.ts";
import type { RunContext } from "./context/run-context.ts";
import { discover } from "./discover.ts";
import { archive } from "./finish/archive.ts";
import { finish } from "./finish/finish.ts";
import { KnownDays } from "./interval/known-days.ts";
import { findDoubtfulChanges } from "./outcome/doubtful-changes.ts";
import { tellExpected } from "./outcome/expected-duration.ts";
import type { RunOutcome } from "./outcome/run-outcome.ts";
import type { RunFindings } from "./outcome/run-summary.ts";
import { discoveryText, validationText } from "./outcome/step-results.ts";
import { purgeAfterRun } from "./purge/purge-history.ts";
import { type RunOptions, runUnderLease } from "./run-under-lease.ts";
import type { Rebuild } from "./transform/transform.ts";
import { validate } from "./validate/validate.ts";

/** One run, from the lease to the last clean-up. Does not reject: an error is part of the outcome. */
export function runPipeline(options: RunOptions): Promise<RunOutcome> {
  return runUnderLease(options, async (run, lease) => {
    const findings = await processNewFiles(run, lease);
    return { ...findings, ...(await purgeAfterRun(run)) };
  });
}

/** A batch that only carries what others changed in a dimension's table into the marts, as every batch does. */
const OF_NO_MONTH: Rebuild = { months: [], published: [] };

export interface NewFilesOptions {
  /** Keys that are replayed: content that counts there already is no duplicate. */
  readonly again?: ReadonlySet<string>;
  /** What earlier runs of the process have looked up. */
  readonly knownDays?: KnownDays;
}

/**
 * The run on one page, once it has the lease (1. claim) and dead runs are cleared away (2. recover): processes all that is new
 * below `raw/`, or, with an interval, what of it is inside.
 */
export async function processNewFiles(
  run: RunContext,
  lease: Lease,
  { again = new Set(), knownDays = new KnownDays() }: NewFilesOptions = {},
): Promise<Omit<RunFindings, "recovered">> {
  const { steps } = run;
  // 3. New objects become Pending rows of the ledger.
  const discovery = await steps.run("discover", () => discover(run, { knownDays }), discoveryText);
  await run.failpoint("files_recorded");

  // 4. Each file is looked at; invalid ones are settled in the ledger, and duplicates that change nothing.
  const validation = await steps.run("validate", () => validate(run, discovery.files, again), validationText);
  run.lineage?.found(validation.contents.files);
  await run.failpoint("files_judged");
  await tellExpected(run, validation.contents.files);

  // 5. and 6. Transform: Spark builds the marts of the touched months. Commit: one MySQL transaction makes them true.
  const hasFiles = validation.contents.files.length > 0;
  const isLate = !hasFiles && (await isShownDifferently(run.warehouse, run.job));
  const { processed, excluded } = await process(run, lease, { ...validation, ...(isLate && { rebuild: OF_NO_MONTH }) });

  const doubtful = processed && (await findDoubtfulChanges(run, processed));

  // 7. to 9. Publish, archive and clean up: each can be repeated, and recovery repeats them.
  const { unarchived } =
    processed === undefined
      ? { unarchived: await steps.run("archive", () => archive(run)) }
      : await finish(run, processed.batchId);
  return { discovery, validation, processed, excluded, unarchived, ...(doubtful && { doubtful }) };
}
