import {
  LakeError,
  type ManifestObject,
  type PublishedObject,
  partitionKey,
  publishPartitions,
  writeManifest,
} from "../../lake/index.ts";
import { committedBatchPartitions, type PublishablePartition, type StagedPartition } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { prepareSession } from "../spark/prepare-session.ts";
import { stageCommittedPartitions } from "../transform/stage-partitions.ts";
import { currentObjects } from "./current-objects.ts";

/**
 * Replaces the objects of the partitions that a committed batch changed, then the manifest. Can be repeated: a manifest
 * of this batch says that all of it was published, and that scratch may be gone.
 */
export async function publish(run: RunContext, batchId: string): Promise<void> {
  const current = await currentObjects(run);
  if (current.batchId === batchId) return;
  const partitions = await committedBatchPartitions(run.warehouse, batchId);
  const published = await publishChanges(run, batchId, partitions);
  await run.failpoint("partitions_published");
  const etags = new Map(published.map(({ key, etag }) => [key, etag]));
  const objects = new Map(current.objects.map((object) => [object.key, object]));
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

/** From scratch; where that is gone, from the mart: a lifecycle rule or an operator may have removed what a dead run left. */
async function publishChanges(
  run: RunContext,
  batchId: string,
  partitions: readonly PublishablePartition[],
): Promise<readonly PublishedObject[]> {
  const put = partitions.filter((partition) => partition.action === "put");
  const gone = partitions.filter(({ action }) => action === "delete").map(keyOf);
  const publishFrom = (staged: readonly StagedPartition[]) =>
    publishPartitions(
      run.lake,
      {
        put: staged.map((partition) => ({ sourceKey: partition.sourceKey, targetKey: keyOf(partition) })),
        delete: gone,
      },
      {
        concurrency: run.settings.run.concurrency,
        signal: run.signal,
        onPut: () => run.failpoint("partition_published"),
      },
    );
  try {
    return await publishFrom(put);
  } catch (error) {
    if (!(error instanceof LakeError) || error.code !== "object_gone") throw error;
    run.log.warn(
      { batchId, err: error },
      `the scratch of batch ${batchId} is gone: its partitions are made again from the mart`,
    );
    await prepareSession(run);
    return await publishFrom(await stageCommittedPartitions(run, batchId));
  }
}

function keyOf({ storeId, salesMonth }: Pick<PublishablePartition, "storeId" | "salesMonth">): string {
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
