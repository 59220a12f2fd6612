import { createHash } from "node:crypto";
import type { Lake } from "./open-lake.ts";
import { type ReadOptions, readObject } from "./read-object.ts";

/** The SHA-256 of an object's bytes, or of a part of them, hexadecimal. */
export async function sha256Of(
  lake: Lake,
  { key, ...part }: Pick<ReadOptions, "etag" | "start" | "end"> & { readonly key: string },
  signal?: AbortSignal,
): Promise<string> {
  const digest = createHash("sha256");
  for await (const piece of readObject(lake, key, { ...part, signal })) digest.update(piece);
  return digest.digest("hex");
}
