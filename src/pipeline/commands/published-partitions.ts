import { type PartitionedMart, partitionedMarts } from "../../job/index.ts";
import { listPages, manifestKey, martPrefix, pathOfPartition } from "../../lake/index.ts";
import { monthOfPath, type PublishedPartition } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { readableManifest } from "../finish/readable-manifest.ts";

export interface Published {
  /** Every partition of which there is an object, or which a manifest lists. */
  readonly partitions: readonly PublishedPartition[];
  /** Every partitioned mart has one. */
  readonly hasManifest: boolean;
}

/** Compares the objects of the partitioned marts with their manifests, by ETag. Under the lease nobody else publishes. */
export async function publishedPartitions(run: RunContext): Promise<Published> {
  const published: Published[] = [];
  for (const mart of partitionedMarts(run.job)) published.push(await publishedOf(run, mart));
  return {
    partitions: published.flatMap(({ partitions }) => partitions),
    hasManifest: published.every(({ hasManifest }) => hasManifest),
  };
}

async function publishedOf(run: RunContext, mart: PartitionedMart): Promise<Published> {
  const { manifest } = await readableManifest(run, mart);
  const listed = new Map((manifest?.objects ?? []).map(({ key, etag }) => [key, etag]));
  const found = new Map<string, PublishedPartition>();
  for await (const page of listPages(run.lake, martPrefix(mart.name), run.signal)) {
    for (const { key, etag } of page) {
      const partition = partitionOf(mart, key);
      if (partition !== undefined) found.set(key, { ...partition, intact: listed.get(key) === etag });
      else if (key !== manifestKey(mart.name))
        run.log.warn({ key }, `${key} is not the pipeline's: readers of the mart may read it too`);
    }
  }
  const missing = [...listed.keys()].filter((key) => !found.has(key));
  const damaged = [...found].filter(([, { intact }]) => !intact).map(([key]) => key);
  if (missing.length + damaged.length > 0) {
    run.log.warn(
      { missing, damaged },
      `${missing.length} partition objects are missing, ${damaged.length} are not those that were published`,
    );
  }
  const gone = missing
    .flatMap((key) => partitionOf(mart, key) ?? [])
    .map((partition) => ({ ...partition, intact: false }));
  return { partitions: [...found.values(), ...gone], hasManifest: manifest !== undefined };
}

function partitionOf(mart: PartitionedMart, key: string) {
  const path = pathOfPartition(mart.name, mart.partitionBy, key);
  return path === undefined ? undefined : { mart: mart.name, path, salesMonth: monthOfPath(path) };
}
