import { askHead } from "./head-object.ts";
import type { Lake } from "./open-lake.ts";

/** How the server says that an object is encrypted: `AES256`, `aws:kms`, …; undefined where it does not say. */
export async function encryptionOf(
  lake: Lake,
  key: string,
  signal?: AbortSignal,
): Promise<{ readonly algorithm: string; readonly kmsKeyId: string | undefined } | undefined> {
  const head = await askHead(lake, key, signal);
  if (head.ServerSideEncryption === undefined) return undefined;
  return { algorithm: head.ServerSideEncryption, kmsKeyId: head.SSEKMSKeyId };
}
