import { type ManifestObject, partitionKey, publishPartitions, readManifest, writeManifest } from "../../lake/index.ts";
import { committedBatchPartitions, type PublishablePartition } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/**
 * Replaces the objects of the partitions that a committed batch changed, then the manifest. Can be repeated: a manifest
 * of this batch says that all of it was published, and that scratch may be gone.
 */
export async function publish(run: RunContext, batchId: string): Promise<void> {
  const manifest = await readManifest(run.lake, run.signal);
  if (manifest?.batchId === batchId) return;
  const partitions = await committedBatchPartitions(run.warehouse, batchId);
  const put = partitions.filter((partition) => partition.action === "put");
  const published = await publishPartitions(
    run.lake,
    {
      put: put.map((partition) => ({ sourceKey: partition.sourceKey, targetKey: keyOf(partition) })),
      delete: partitions.filter(({ action }) => action === "delete").map(keyOf),
    },
    {
      concurrency: run.settings.run.concurrency,
      signal: run.signal,
      onPut: () => run.failpoint("partition_published"),
    },
  );
  await run.failpoint("partitions_published");
  const etags = new Map(published.map(({ key, etag }) => [key, etag]));
  const objects = new Map((manifest?.objects ?? []).map((object) => [object.key, object]));
  for (const partition of partitions) {
    const key = keyOf(partition);
    if (partition.action === "delete") objects.delete(key);
    else objects.set(key, manifestObject(partition, key, etags.get(key) ?? ""));
  }
  await writeManifest(
    run.lake,
    {
      batchId,
      publishedAt: new Date(run.now()).toISOString(),
      objects: [...objects.values()].toSorted(byStoreAndMonth),
    },
    run.signal,
  );
  await run.failpoint("manifest_written");
  run.log.info({ batchId, partitions: partitions.length }, `published ${partitions.length} partitions`);
}

function keyOf({ storeId, salesMonth }: PublishablePartition): string {
  return partitionKey(storeId, salesMonth);
}

function manifestObject(
  { storeId, salesMonth, rows }: Extract<PublishablePartition, { readonly action: "put" }>,
  key: string,
  etag: string,
): ManifestObject {
  return { storeId, salesMonth, key, etag, rows };
}

function byStoreAndMonth(a: ManifestObject, b: ManifestObject): number {
  return a.storeId - b.storeId || a.salesMonth.localeCompare(b.salesMonth);
}
