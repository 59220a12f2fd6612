import { countsText } from "../../text/index.ts";
import { completeBatch, supersededIn } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { archive } from "./archive.ts";
import { cleanUp } from "./clean-up.ts";
import { recordInJournal } from "./journal.ts";
import { publish } from "./publish.ts";
import { removeRetired } from "./remove-retired.ts";

export interface Finished {
  /** Settled files that S3 does not let go: they stay below `raw/` until a later run can move them. */
  readonly unarchived: number;
}

/** What follows a commit. Every step can be repeated, and recovery repeats them all if a run dies among them. */
export async function finish(run: RunContext, batchId: string): Promise<Finished> {
  return await run.place.inBatch(batchId, () => finishBatch(run, batchId));
}

async function finishBatch(run: RunContext, batchId: string): Promise<Finished> {
  await recordInJournal(run, await supersededIn(run.warehouse, batchId));
  await run.steps.run(
    "publish",
    () => publish(run, batchId),
    (partitions) => countsText([[partitions, "partition", "partitions"]]),
  );
  const unarchived = await run.steps.run("archive", () => archive(run));
  await run.failpoint("files_archived");
  await removeRetired(run);
  await run.failpoint("retired_sales_removed");
  await run.steps.run("clean", () => cleanUp(run, batchId));
  await completeBatch(run.warehouse, batchId);
  await run.failpoint("batch_completed");
  return { unarchived };
}
