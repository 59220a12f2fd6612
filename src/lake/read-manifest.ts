import { isRecord } from "../text/index.ts";
import { withoutPrefix } from "./below-prefix.ts";
import { headObject } from "./head-object.ts";
import { manifestKey } from "./keys.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { readRange } from "./read-object.ts";
import type { Manifest, ManifestObject } from "./write-manifest.ts";

/** A manifest, and which version of its object it is. */
export interface StoredManifest {
  readonly manifest: Manifest;
  readonly etag: string;
}

/**
 * The manifest of a partitioned mart, or undefined before the first publication.
 *
 * @throws LakeError corrupt_manifest if it is not what `writeManifest` wrote
 */
export async function readManifest(lake: Lake, mart: string, signal?: AbortSignal): Promise<Manifest | undefined> {
  return (await readStoredManifest(lake, mart, signal))?.manifest;
}

/** The same, with what a conditional write of the next one needs. */
export async function readStoredManifest(
  lake: Lake,
  mart: string,
  signal?: AbortSignal,
): Promise<StoredManifest | undefined> {
  const head = await headObject(lake, manifestKey(mart), signal);
  if (head === undefined) return undefined;
  const text = (await readRange(lake, manifestKey(mart), { etag: head.etag, signal })).toString("utf8");
  const manifest: unknown = parse(text);
  if (isManifest(manifest)) {
    const objects = manifest.objects.map((object) => ({ ...object, key: withoutPrefix(lake, object.key) }));
    return { manifest: { ...manifest, objects }, etag: head.etag };
  }
  const target = targetIn(lake, "s3:GetObject", manifestKey(mart));
  throw new LakeError("corrupt_manifest", target, "it is not a manifest that this pipeline wrote");
}

/**
 * The batch that published a mart last, from the first bytes of its manifest; undefined before the first publication, and where the
 * manifest is not one that `writeManifest` wrote.
 */
export async function publishedBatch(lake: Lake, mart: string, signal?: AbortSignal): Promise<string | undefined> {
  const head = await headObject(lake, manifestKey(mart), signal);
  if (head === undefined) return undefined;
  const end = Math.min(head.sizeBytes, BEGINNING_BYTES);
  const beginning = await readRange(lake, manifestKey(mart), { etag: head.etag, end, signal });
  return BATCH_ID.exec(beginning.toString("utf8"))?.groups?.["batchId"];
}

const BEGINNING_BYTES = 512;
const BATCH_ID = /^\s*\{\s*"batchId":\s*"(?<batchId>[^"\\]+)"/;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  return (
    isRecord(value) &&
    typeof value["batchId"] === "string" &&
    typeof value["publishedAt"] === "string" &&
    Array.isArray(value["objects"]) &&
    value["objects"].every(isManifestObject)
  );
}

function isManifestObject(value: unknown): value is ManifestObject {
  return (
    isRecord(value) &&
    typeof value["key"] === "string" &&
    typeof value["etag"] === "string" &&
    typeof value["rows"] === "number"
  );
}
