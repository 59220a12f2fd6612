import type { PartitionedMart } from "../../job/index.ts";
import {
  headObject,
  LakeError,
  listPages,
  type Manifest,
  type ManifestObject,
  manifestKey,
  manifestObject,
  martPrefix,
  type PutCondition,
  partitionKey,
  readStoredManifest,
} from "../../lake/index.ts";
import { partitionRowCounts } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

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

async function readableManifest(
  run: RunContext,
  mart: PartitionedMart,
): Promise<{ readonly manifest?: Manifest; readonly unchanged: PutCondition }> {
  try {
    const stored = await readStoredManifest(run.lake, mart.name, run.signal);
    return stored === undefined
      ? { unchanged: { ifAbsent: true } }
      : { manifest: stored.manifest, unchanged: { ifMatch: stored.etag } };
  } catch (error) {
    if (!(error instanceof LakeError) || error.code !== "corrupt_manifest") throw error;
    run.log.warn({ err: error }, `the manifest of ${mart.name} cannot be read, and is taken to be lost`);
    const damaged = await headObject(run.lake, manifestKey(mart.name), run.signal);
    return { unchanged: damaged === undefined ? { ifAbsent: true } : { ifMatch: damaged.etag } };
  }
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
