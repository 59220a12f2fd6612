import { createHash } from "node:crypto";
import { headChecksums, sha256In } from "./full-checksums.ts";
import { isEtagIdentity } from "./inspect/etag-identity.ts";
import { isGzip } from "./inspect/file-format.ts";
import { GunzipSink } from "./inspect/gunzip.ts";
import { LakeError } from "./lake-error.ts";
import type { ListedObject } from "./list-page.ts";
import type { Lake } from "./open-lake.ts";
import { readObject } from "./read-object.ts";

/** What is known of one version of an object. */
export interface KnownContent {
  readonly key: string;
  readonly etag: string;
  readonly sizeBytes: number;
  /** Hexadecimal, of its content, unpacked where it is gzip; null, or what stands for it, where nobody read all of it. */
  readonly sha256: string | null;
}

/**
 * Whether an object has the content of a version that is, or was, at another key.
 *
 * ETags say so where they are equal. Where they differ they say nothing: with SSE-KMS, or for an object made of parts, an ETag
 * is no digest. Then the content is read: against the known SHA-256, or without one against the version itself; if that is not
 * there any more, an object of equal length is taken for it.
 */
export async function isSameContent(
  lake: Lake,
  object: ListedObject,
  known: KnownContent,
  signal?: AbortSignal,
): Promise<boolean> {
  if (object.sizeBytes !== known.sizeBytes) return false;
  if (object.etag === known.etag) return true;
  const found = await digests(lake, object, isGzip(known.key), signal).catch((error: unknown) => {
    // Such is a copy of an object that was overwritten meanwhile, on a server that takes its checksum and its bytes one after the other.
    if (error instanceof LakeError && error.code === "damaged_content") return undefined;
    throw error;
  });
  if (found === undefined) return false;
  // Ledgers of earlier versions hold the digest of a gzip file's stored bytes.
  if (known.sha256 !== null && !isEtagIdentity(known.sha256))
    return found.unpacked === known.sha256 || found.stored === known.sha256;
  const original = await digests(lake, known, false, signal);
  return original === undefined || found.stored === original.stored;
}

/** The SHA-256 of an object's bytes, and of what they unpack to where they are gzip, read where the store does not say it; undefined if it is no longer the one with this ETag. */
export async function contentDigests(
  lake: Lake,
  object: Pick<ListedObject, "key" | "etag">,
  signal?: AbortSignal,
): Promise<Digests | undefined> {
  const isPacked = isGzip(object.key);
  const head = isPacked ? undefined : await headChecksums(lake, object.key, signal);
  const stored = head?.etag === object.etag ? sha256In(head.checksums) : undefined;
  if (stored !== undefined) return { stored, unpacked: stored };
  const found = await digests(lake, object, isPacked, signal);
  // Of what cannot be unpacked the beginning may be another's, too.
  return found?.isBroken === true ? { ...found, unpacked: found.stored } : found;
}

export interface Digests {
  readonly stored: string;
  readonly unpacked: string;
}

interface FoundDigests extends Digests {
  readonly isBroken: boolean;
}

/** Undefined if the object is no longer the one with this ETag. What gzip cannot unpack counts up to where it broke. */
async function digests(
  lake: Lake,
  { key, etag }: Pick<KnownContent, "key" | "etag">,
  isPacked: boolean,
  signal: AbortSignal | undefined,
): Promise<FoundDigests | undefined> {
  const stored = createHash("sha256");
  const unpacked = createHash("sha256");
  const gunzip = isPacked ? new GunzipSink((text) => void unpacked.update(text)) : undefined;
  try {
    for await (const piece of readObject(lake, key, { etag, signal })) {
      stored.update(piece);
      await (gunzip?.push(piece) ?? unpacked.update(piece));
    }
    const isBroken = (await gunzip?.end()) !== undefined;
    return { stored: stored.digest("hex"), unpacked: unpacked.digest("hex"), isBroken };
  } catch (error) {
    if (error instanceof LakeError && /^object_(gone|replaced)$/.test(error.code)) return undefined;
    throw error;
  } finally {
    gunzip?.close();
  }
}
