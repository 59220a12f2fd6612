import { type PartitionedMart, partitionedMarts } from "../../job/index.ts";
import {
  LakeError,
  type ManifestObject,
  manifestObject,
  type PublishedObject,
  partitionKey,
  publishPartitions,
  workPrefix,
  writeManifest,
} from "../../lake/index.ts";
import {
  committedBatchPartitions,
  type Partition,
  type PublishablePartition,
  type StagedPartition,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { prepareSession } from "../spark/prepare-session.ts";
import { stageCommittedPartitions } from "../transform/stage-partitions.ts";
import { currentObjects } from "./current-objects.ts";

/** Publishes what a committed batch changed of every partitioned mart, and returns how many partitions that are. Can be repeated. */
export async function publish(run: RunContext, batchId: string): Promise<number> {
  const partitions = await committedBatchPartitions(run.warehouse, batchId);
  for (const mart of partitionedMarts(run.job)) {
    await publishMart(
      run,
      batchId,
      mart,
      partitions.filter((partition) => partition.mart === mart.name),
    );
  }
  return partitions.length;
}

/**
 * Replaces the objects of a mart's partitions, then its manifest. A manifest of this batch says that all of it was published, and
 * that scratch may be gone.
 */
async function publishMart(
  run: RunContext,
  batchId: string,
  mart: PartitionedMart,
  partitions: readonly PublishablePartition[],
): Promise<void> {
  const current = await currentObjects(run, mart);
  if (current.batchId === batchId) return;
  const published = await publishChanges(run, batchId, mart, partitions);
  await run.failpoint("partitions_published");
  const etags = new Map(published.map(({ key, etag }) => [key, etag]));
  const objects = new Map(current.objects.map((object) => [object.key, object]));
  for (const partition of partitions) {
    const key = keyOf(partition);
    if (partition.action === "delete") objects.delete(key);
    else objects.set(key, manifestObject(partition.path, { key, etag: etags.get(key) ?? "", rows: partition.rows }));
  }
  await writeManifest(
    run.lake,
    mart.name,
    {
      batchId,
      publishedAt: new Date(run.now()).toISOString(),
      objects: [...objects.values()].toSorted(byKey),
    },
    { condition: current.unchanged, signal: run.signal },
  );
  await run.failpoint("manifest_written");
  run.log.info(
    { batchId, mart: mart.name, partitions: partitions.length },
    `published ${partitions.length} partitions of ${mart.name}`,
  );
}

/** From scratch; where that is gone, from the mart: a lifecycle rule or an operator may have removed what a dead run left. */
async function publishChanges(
  run: RunContext,
  batchId: string,
  mart: PartitionedMart,
  partitions: readonly PublishablePartition[],
): Promise<readonly PublishedObject[]> {
  const put = partitions.filter((partition) => partition.action === "put");
  const gone = partitions.filter(({ action }) => action === "delete").map(keyOf);
  let done = 0;
  const publishFrom = (staged: readonly StagedPartition[]) =>
    publishPartitions(
      run.lake,
      {
        scratch: workPrefix(batchId),
        put: staged.map((partition) => ({ sourceKey: partition.sourceKey, targetKey: keyOf(partition) })),
        delete: gone,
      },
      {
        concurrency: run.settings.run.concurrency,
        signal: run.signal,
        onPut: async () => {
          done += 1;
          run.watch({ kind: "partitions_published", mart: mart.name, done, of: put.length });
          await run.failpoint("partition_published");
        },
      },
    );
  try {
    return await publishFrom(put);
  } catch (error) {
    if (!(error instanceof LakeError) || error.code !== "object_gone") throw error;
    run.log.warn(
      { batchId, err: error },
      `the scratch of batch ${batchId} is gone: its partitions of ${mart.name} are made again from the mart`,
    );
    await prepareSession(run);
    return await publishFrom(await stageCommittedPartitions(run, batchId, { mart, partitions: put.length }));
  }
}

function keyOf({ mart, path }: Partition): string {
  return partitionKey(mart, path);
}

function byKey(a: ManifestObject, b: ManifestObject): number {
  return a.key.localeCompare(b.key, "en", { numeric: true });
}
