import { completeBatch } from "../warehouse/index.ts";
import { archive } from "./archive.ts";
import { clean } from "./clean.ts";
import { removeRetired } from "./compaction/remove-retired.ts";
import { publish } from "./publish.ts";
import type { RunContext } from "./run-context.ts";

/** What follows a commit. Every step can be repeated, and recovery repeats them all if a run dies among them. */
export async function finish(run: RunContext, batchId: string): Promise<void> {
  await run.steps.run("publish", () => publish(run, batchId));
  await run.steps.run("archive", () => archive(run));
  await run.at("files_archived");
  await removeRetired(run);
  await run.at("retired_sales_removed");
  await run.steps.run("clean", () => clean(run, batchId));
  await completeBatch(run.warehouse, batchId);
  await run.at("batch_completed");
}
