import type { PartitionedMart } from "../../job/index.ts";
import {
  headObject,
  LakeError,
  type Manifest,
  manifestKey,
  type PutCondition,
  readStoredManifest,
} from "../../lake/index.ts";
import type { RunContext } from "../context/run-context.ts";

export interface ReadableManifest {
  readonly manifest?: Manifest;
  /** Holds as long as nobody else has written a manifest. */
  readonly unchanged: PutCondition;
}

/** The manifest of a partitioned mart. One that cannot be read is as good as none: the next publication writes it anew. */
export async function readableManifest(run: RunContext, mart: PartitionedMart): Promise<ReadableManifest> {
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
