import {
  deleteObjects,
  LakeError,
  listPages,
  type Manifest,
  manifestKey,
  partitionOfKey,
  readManifest,
  SALES_TEAM_MART_PREFIX,
} from "../../lake/index.ts";
import type { PublishedPartition } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

export interface Published {
  /** Every partition of which there is an object, or which the manifest lists. */
  readonly partitions: readonly PublishedPartition[];
  readonly hasManifest: boolean;
}

/** Compares the objects of the sales-team mart with the manifest, by ETag. Under the lease nobody else publishes. */
export async function publishedPartitions(run: RunContext): Promise<Published> {
  const manifest = await soundManifest(run);
  const listed = new Map((manifest?.objects ?? []).map(({ key, etag }) => [key, etag]));
  const found = new Map<string, PublishedPartition>();
  for await (const page of listPages(run.lake, SALES_TEAM_MART_PREFIX, run.signal)) {
    for (const { key, etag } of page) {
      const partition = partitionOfKey(key);
      if (partition !== undefined) found.set(key, { ...partition, intact: listed.get(key) === etag });
      else if (key !== manifestKey())
        run.log.warn({ key }, `${key} is not the pipeline's: readers of the mart may read it too`);
    }
  }
  const missing = (manifest?.objects ?? []).filter(({ key }) => !found.has(key));
  const damaged = [...found].filter(([, { intact }]) => !intact).map(([key]) => key);
  if (missing.length + damaged.length > 0) {
    run.log.warn(
      { missing: missing.map(({ key }) => key), damaged },
      `${missing.length} partition objects are missing, ${damaged.length} are not those that were published`,
    );
  }
  const gone = missing.map(({ storeId, salesMonth }) => ({ storeId, salesMonth, intact: false }));
  return { partitions: [...found.values(), ...gone], hasManifest: manifest !== undefined };
}

/** A manifest that cannot be read tells nothing, and would fail every publication: the rebuild writes a new one. */
async function soundManifest(run: RunContext): Promise<Manifest | undefined> {
  try {
    return await readManifest(run.lake, run.signal);
  } catch (error) {
    if (!(error instanceof LakeError) || error.code !== "corrupt_manifest") throw error;
    run.log.warn({ err: error }, "the manifest is removed, to be written anew");
    await deleteObjects(run.lake, [manifestKey()], run.signal);
    return undefined;
  }
}
