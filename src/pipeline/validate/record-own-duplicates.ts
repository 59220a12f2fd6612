import { countsNow, type Processed } from "../attempt/process.ts";
import type { RunContext } from "../context/run-context.ts";
import { type Duplicate, recordDuplicate } from "./separate-duplicates.ts";

/** Records the duplicates of files that this run has made count. Those of others wait, Pending, for the next run. */
export async function recordOwnDuplicates(
  run: RunContext,
  duplicates: readonly Duplicate[],
  processed: Processed | undefined,
): Promise<void> {
  for (const duplicate of duplicates) {
    if (duplicate.ofThisRun && countsNow(processed, duplicate.original)) await recordDuplicate(run, duplicate);
  }
}
