import type { PartitionedMart } from "../../job/index.ts";
import {
  listPages,
  type Manifest,
  type ManifestObject,
  manifestKey,
  manifestObject,
  martPrefix,
  type PutCondition,
  partitionKey,
} from "../../lake/index.ts";
import { partitionRowCounts } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { readableManifest } from "./readable-manifest.ts";

/** What is published of a mart. */
export interface CurrentObjects extends Pick<Manifest, "objects"> {
  /** The batch that published last; undefined before the first publication, and where that is unknown. */
  readonly batchId?: string;
  /** Holds as long as nobody else has written a manifest. */
  readonly unchanged: PutCondition;
}

/**
 * The objects of a partitioned mart, as they are listed in its manifest. A manifest that is lost, or cannot be read, is made
 * up for from what lies in the bucket: one that listed only what the next batch changes would hide the rest of the mart.
 */
export async function currentObjects(run: RunContext, mart: PartitionedMart): Promise<CurrentObjects> {
  const { manifest, unchanged } = await readableManifest(run, mart);
  if (manifest !== undefined) return { ...manifest, unchanged };
  const objects = await listedObjects(run, mart);
  if (objects.length > 0) {
    run.log.warn(
      { objects: objects.length, key: manifestKey(mart.name) },
      `the manifest of ${mart.name} is lost; it is written anew from the ${objects.length} objects in the bucket. \`sales-pipeline rebuild\` compares them with the mart`,
    );
  }
  return { objects, unchanged };
}

/** Those that hold rows of the mart; others are not the pipeline's, or are about to be removed. */
async function listedObjects(run: RunContext, mart: PartitionedMart): Promise<readonly ManifestObject[]> {
  const etags = new Map<string, string>();
  for await (const page of listPages(run.lake, martPrefix(mart.name), run.signal)) {
    for (const { key, etag } of page) etags.set(key, etag);
  }
  if (etags.size === 0) return [];
  return (await partitionRowCounts(run.warehouse, mart)).flatMap(({ path, rows }) => {
    const key = partitionKey(mart.name, path);
    const etag = etags.get(key);
    return etag === undefined ? [] : [manifestObject(path, { key, etag, rows })];
  });
}
