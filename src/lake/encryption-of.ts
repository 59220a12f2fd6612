import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** How the server says that an object is encrypted: `AES256`, `aws:kms`, …; undefined where it does not say. */
export async function encryptionOf(
  lake: Lake,
  key: string,
  signal?: AbortSignal,
): Promise<{ readonly algorithm: string; readonly kmsKeyId: string | undefined } | undefined> {
  const head = await request(lake, { key, action: "s3:GetObject", signal }, (options) =>
    lake.client.send(new HeadObjectCommand({ Bucket: lake.bucket, Key: key }), options),
  );
  if (head.ServerSideEncryption === undefined) return undefined;
  return { algorithm: head.ServerSideEncryption, kmsKeyId: head.SSEKMSKeyId };
}
