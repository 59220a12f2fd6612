import { copyObject } from "./copy-object.ts";
import { deleteVersion } from "./delete-objects.ts";
import { headObject } from "./head-object.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import { listPages } from "./list-objects.ts";
import type { ListedObject } from "./list-page.ts";
import { type ConcurrencyOptions, mapConcurrent } from "./map-concurrent.ts";
import type { Lake } from "./open-lake.ts";

export interface PartitionChanges {
  /** Where the scratch copies lie: their versions are listed, not looked up one by one. */
  readonly scratch: string;
  readonly put: readonly { readonly sourceKey: string; readonly targetKey: string }[];
  /** Partitions that have no rows any more. */
  readonly delete: readonly string[];
}

export interface PublishedObject {
  readonly key: string;
  readonly etag: string;
}

/**
 * Replaces partitions by their scratch copies, each in one atomic step: a reader sees it whole, old or new.
 * Returns what was put, in the order given. Can be repeated while the scratch copies are there.
 */
export async function publishPartitions(
  lake: Lake,
  changes: PartitionChanges,
  options: ConcurrencyOptions & { readonly onPut?: () => void | Promise<void> },
): Promise<readonly PublishedObject[]> {
  const copies: ReadonlyMap<string, ListedObject> =
    changes.put.length === 0 ? new Map() : await listScratch(lake, changes.scratch, options.signal);
  const published = await mapConcurrent(changes.put, options, async ({ sourceKey, targetKey }, signal) => {
    const source = copies.get(sourceKey);
    if (source === undefined) {
      const target = targetIn(lake, "s3:GetObject", sourceKey);
      throw new LakeError("object_gone", target, `the scratch copy of ${targetKey} is not there`);
    }
    const { etag, sizeBytes } = source;
    const copy = await copyObject(lake, { sourceKey, targetKey, etag, sizeBytes, signal });
    await options.onPut?.();
    return { key: targetKey, etag: copy };
  });
  await mapConcurrent(changes.delete, options, (key, signal) => deletePartition(lake, key, signal));
  return published;
}

async function listScratch(
  lake: Lake,
  prefix: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ListedObject>> {
  const copies = new Map<string, ListedObject>();
  for await (const page of listPages(lake, prefix, signal)) {
    for (const object of page) copies.set(object.key, object);
  }
  return copies;
}

/** What came meanwhile is another run's, and stays. */
async function deletePartition(lake: Lake, key: string, signal: AbortSignal): Promise<void> {
  const present = await headObject(lake, key, signal);
  if (present === undefined) return;
  if ((await deleteVersion(lake, { key, etag: present.etag, signal })) !== "replaced") return;
  const target = targetIn(lake, "s3:DeleteObject", key);
  throw new LakeError("object_replaced", target, "another object came in the moment when it was to be removed");
}
