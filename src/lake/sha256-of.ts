import { createHash } from "node:crypto";
import type { Lake } from "./open-lake.ts";
import { readObject } from "./read-object.ts";

/** The SHA-256 of an object's bytes, hexadecimal. */
export async function sha256Of(
  lake: Lake,
  { key, etag }: { readonly key: string; readonly etag: string },
  signal?: AbortSignal,
): Promise<string> {
  const digest = createHash("sha256");
  for await (const piece of readObject(lake, key, { etag, signal })) digest.update(piece);
  return digest.digest("hex");
}
