import { partitionValues } from "../job/index.ts";
import { manifestKey } from "./keys.ts";
import type { Lake } from "./open-lake.ts";
import { putJson } from "./put-json.ts";
import type { PutOptions } from "./put-text.ts";

/** The current objects of a partitioned mart. */
export interface Manifest {
  readonly batchId: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  readonly objects: readonly ManifestObject[];
}

export interface ManifestObject {
  /** The values of the partition's columns, each under its name in camel case: `storeId`, `salesMonth`. */
  readonly [column: string]: string | number;
  readonly key: string;
  readonly etag: string;
  readonly rows: number;
}

/** An object of the manifest, from the path of its partition: `store_id=121/sales_month=2023-03`. */
export function manifestObject(
  path: string,
  { key, etag, rows }: { readonly key: string; readonly etag: string; readonly rows: number },
): ManifestObject {
  return { ...partitionValues(path), key, etag, rows };
}

/** Replaces the manifest, in one atomic step. Its readers are told whole keys of the bucket. Returns its ETag. */
export function writeManifest(lake: Lake, mart: string, manifest: Manifest, options: PutOptions = {}): Promise<string> {
  const objects = manifest.objects.map((object) => ({ ...object, key: `${lake.prefix}${object.key}` }));
  return putJson(lake, manifestKey(mart), { ...manifest, objects }, options);
}
