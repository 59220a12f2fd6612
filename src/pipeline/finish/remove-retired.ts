import { cleanedSalesMonthPrefix, cleanedSalesPrefix, deletePrefix, listFolders } from "../../lake/index.ts";
import { forgetRetiredPart, retiredParts } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** Removes cleaned sales that a committed batch has compacted. Can be repeated, and goes on where a dead run stopped. */
export async function removeRetired(run: RunContext): Promise<void> {
  const parts = await retiredParts(run.warehouse);
  for (const part of parts) {
    await deletePrefix(run.lake, cleanedSalesMonthPrefix(part.batchId, part.salesMonth), run.signal);
    await forgetRetiredPart(run.warehouse, part);
  }
  for (const batchId of new Set(parts.map((part) => part.batchId))) await removeIfEmpty(run, batchId);
}

/** Spark marks what it has written whole by an empty object beside the months. */
async function removeIfEmpty(run: RunContext, batchId: string): Promise<void> {
  const folder = cleanedSalesPrefix(batchId);
  for await (const months of listFolders(run.lake, folder, run.signal)) if (months.length > 0) return;
  await deletePrefix(run.lake, folder, run.signal);
}
