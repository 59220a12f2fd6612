import { partitionedMarts } from "../../job/index.ts";
import {
  cleanedSalesPrefix,
  deletePrefix,
  errorRowsPrefix,
  LakeError,
  listPages,
  readManifest,
} from "../../lake/index.ts";
import { forgetBatch, forgetPublications, publicationsOf, unneededBatches } from "../../warehouse/index.ts";
import type { History, Looking } from "./history.ts";
import { asTimestamp } from "./retention.ts";

/**
 * Attempts of which nothing counts any more, with their cleaned sales; and of the others which partitions they published. A batch stays
 * as long as rejected rows of it are kept, and so does the one that a manifest names.
 */
export const oldBatches: History = {
  async count(run, before) {
    const publications = await publicationsOf(run.warehouse, asTimestamp(before));
    const batches = new Set([...(await removable(run, before)), ...publications.map(({ batchId }) => batchId)]);
    return { count: batches.size, bytes: 0 };
  },
  async remove(run, before) {
    const batches = new Set<string>();
    for (const { batchId } of await publicationsOf(run.warehouse, asTimestamp(before))) {
      await forgetPublications(run.warehouse, batchId);
      batches.add(batchId);
    }
    for (const batchId of await removable(run, before)) {
      // First its sales: those of a batch that the ledger does not know would be taken for another ledger's, and stay for ever.
      await deletePrefix(run.lake, cleanedSalesPrefix(batchId), run.signal);
      await run.failpoint("purge:batch_output_removed");
      await forgetBatch(run.warehouse, batchId);
      await run.failpoint("purge:batch_forgotten");
      batches.add(batchId);
    }
    return { count: batches.size, bytes: 0 };
  },
};

async function removable(run: Looking, before: Date): Promise<readonly string[]> {
  const published = await publishedLast(run);
  const found: string[] = [];
  for (const batchId of await unneededBatches(run.warehouse, asTimestamp(before))) {
    if (!published.has(batchId) && !(await hasRejectedRows(run, batchId))) found.push(batchId);
  }
  return found;
}

async function publishedLast({ lake, job, signal }: Looking): Promise<ReadonlySet<string>> {
  const batches = new Set<string>();
  for (const mart of partitionedMarts(job)) {
    try {
      const manifest = await readManifest(lake, mart.name, signal);
      if (manifest !== undefined) batches.add(manifest.batchId);
    } catch (error) {
      // The next batch writes it anew.
      if (!(error instanceof LakeError && error.code === "corrupt_manifest")) throw error;
    }
  }
  return batches;
}

async function hasRejectedRows({ lake, signal }: Looking, batchId: string): Promise<boolean> {
  for await (const page of listPages(lake, errorRowsPrefix(batchId), signal)) if (page.length > 0) return true;
  return false;
}
