import { knownMonths, type Lease } from "../../warehouse/index.ts";
import { process } from "../attempt/process.ts";
import type { RunContext } from "../context/run-context.ts";
import { finish } from "../finish/finish.ts";
import type { RunOutcome } from "../outcome/run-outcome.ts";
import { NO_NEW_FILES, type RunFindings } from "../outcome/run-summary.ts";
import { type RunOptions, runUnderLease } from "../run-under-lease.ts";
import { NO_CONTENTS } from "../validate/separate-contents.ts";
import { publishedPartitions } from "./published-partitions.ts";

export interface RebuildOptions extends RunOptions {
  /** yyyy-MM; left out, all months are rebuilt. */
  readonly month?: string | undefined;
}

/**
 * Computes both marts anew from all sales that count, as one batch without files: MySQL changes in one transaction, and
 * what is right already is not touched. Partition objects that somebody changed or removed are published again.
 */
export function rebuildPipeline({ month, ...options }: RebuildOptions): Promise<RunOutcome> {
  return runUnderLease(options, (run, lease) => rebuild(run, lease, month));
}

async function rebuild(
  run: RunContext,
  lease: Lease,
  month: string | undefined,
): Promise<Omit<RunFindings, "recovered">> {
  const { partitions, hasManifest } = await run.steps.run("compare partitions", () => publishedPartitions(run));
  const known = await knownMonths(run.warehouse);
  const all = [...new Set([...known, ...partitions.map(({ salesMonth }) => salesMonth)])].toSorted();
  const asked = month === undefined ? all : all.filter((one) => one === month);
  // Without the manifest one month's would be taken for the whole mart's.
  const months = hasManifest || asked.length === 0 ? asked : all;
  if (months.length > asked.length) run.log.warn({ month }, "there is no manifest: all months are rebuilt");
  run.log.info({ months }, `rebuilding ${months.length} months`);
  if (months.length === 0) return { ...NO_NEW_FILES, processed: undefined };
  const { processed } = await process(run, lease, {
    contents: NO_CONTENTS,
    rebuild: { months, published: partitions },
  });
  if (processed !== undefined) await finish(run, processed.batchId);
  return { ...NO_NEW_FILES, processed };
}
