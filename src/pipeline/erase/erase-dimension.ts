import { countShowing, eraseDimensionRow, type Lease } from "../../warehouse/index.ts";
import { process } from "../attempt/process.ts";
import { finish } from "../finish/finish.ts";
import { NO_CONTENTS } from "../validate/separate-contents.ts";
import type { Erasing, ErasureReport } from "./erasing.ts";

/**
 * Empties the person's row, and has a batch without files carry that into the marts and their partitions. The row itself stays, so
 * that sales go on to refer to somebody whatever `unknownReferences` says.
 */
export async function eraseDimension(
  { run, subject, person, isDryRun, attemptsBefore }: Erasing,
  lease: Lease,
): Promise<Pick<ErasureReport, "dimensionRows" | "martRows">> {
  const { dimension } = subject;
  const martRows = await countShowing(run.warehouse, run.job, dimension, person.key);
  if (isDryRun) return { dimensionRows: person.knownBy.flat().some((value) => value !== "") ? 1 : 0, martRows };
  const dimensionRows = await eraseDimensionRow(run.warehouse, dimension, person.key);
  await run.failpoint("erase:dimension_erased");
  if (martRows > 0) {
    const { processed } = await process(run, lease, {
      contents: NO_CONTENTS,
      rebuild: { months: [], published: [] },
      attemptsBefore,
    });
    if (processed !== undefined) await finish(run, processed.batchId);
  }
  await run.failpoint("erase:marts_refreshed");
  return { dimensionRows, martRows };
}
