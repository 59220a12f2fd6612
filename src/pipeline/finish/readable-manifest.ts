import type { PartitionedMart } from "../../job/index.ts";
import { LakeError, type Manifest, readManifest } from "../../lake/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** The manifest of a partitioned mart. One that cannot be read is as good as none: the next publication writes it anew. */
export async function readableManifest(run: RunContext, mart: PartitionedMart): Promise<Manifest | undefined> {
  try {
    return await readManifest(run.lake, mart.name, run.signal);
  } catch (error) {
    if (!(error instanceof LakeError) || error.code !== "corrupt_manifest") throw error;
    run.log.warn({ err: error }, `the manifest of ${mart.name} cannot be read, and is taken to be lost`);
    return undefined;
  }
}
