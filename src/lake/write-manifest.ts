import { manifestKey } from "./keys.ts";
import type { Lake } from "./open-lake.ts";
import { putJson } from "./put-json.ts";

/** The current objects of the sales-team mart. */
export interface Manifest {
  readonly batchId: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  readonly objects: readonly ManifestObject[];
}

export interface ManifestObject {
  readonly storeId: number;
  /** yyyy-MM */
  readonly salesMonth: string;
  readonly key: string;
  readonly etag: string;
  readonly rows: number;
}

/** Replaces the manifest, in one atomic step. Returns its ETag. */
export function writeManifest(lake: Lake, manifest: Manifest, signal?: AbortSignal): Promise<string> {
  return putJson(lake, manifestKey(), manifest, signal);
}
