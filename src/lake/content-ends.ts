import { createHash } from "node:crypto";
import { isGzip } from "./inspect/file-format.ts";
import { unpackHead } from "./inspect/unpack-head.ts";
import { isRefusal } from "./lake-error.ts";
import type { ListedObject } from "./list-page.ts";
import type { Lake } from "./open-lake.ts";
import { readObject } from "./read-object.ts";
import { sha256Of } from "./sha256-of.ts";

const END_BYTES = 16 * 1024;

/** The SHA-256 of what a content begins and ends with, hexadecimal; undefined where that is not known. */
export interface ContentEnds {
  /** Of its first 16 KiB, unpacked where it is gzip. */
  readonly head: string | undefined;
  /** Of its last 16 KiB. Where gzip ends it says nothing of what it unpacks to. */
  readonly tail: string | undefined;
}

const UNKNOWN: ContentEnds = { head: undefined, tail: undefined };

/** Reads the ends of one version of an object. Of one that is gone, replaced or refused nothing is known: reading all of it says what is wrong. */
export async function contentEnds(
  lake: Lake,
  { key, etag, sizeBytes }: Pick<ListedObject, "key" | "etag" | "sizeBytes">,
  signal?: AbortSignal,
): Promise<ContentEnds> {
  if (sizeBytes < END_BYTES) return UNKNOWN;
  const part = (start: number) => ({ etag, start, end: start + END_BYTES });
  try {
    if (isGzip(key)) {
      return { head: await digestOfUnpacked(readObject(lake, key, { ...part(0), signal })), tail: undefined };
    }
    const digestOf = (start: number) => sha256Of(lake, { key, ...part(start) }, signal);
    return { head: await digestOf(0), tail: await digestOf(sizeBytes - END_BYTES) };
  } catch (error) {
    if (isRefusal(error)) return UNKNOWN;
    throw error;
  }
}

/** Whether contents of one size are other ones for certain. */
export function areOtherEnds(one: ContentEnds, other: ContentEnds): boolean {
  return isOther(one.head, other.head) || isOther(one.tail, other.tail);
}

function isOther(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

async function digestOfUnpacked(pieces: AsyncIterable<Buffer>): Promise<string | undefined> {
  const digest = createHash("sha256");
  let bytes = 0;
  await unpackHead(pieces, END_BYTES, (text) => {
    digest.update(text);
    bytes += text.length;
  });
  return bytes < END_BYTES ? undefined : digest.digest("hex");
}
