import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** Writes a text as one object. Returns the object's ETag. */
export async function putText(
  lake: Lake,
  key: string,
  Body: string,
  { contentType = "text/plain", signal }: { readonly contentType?: string; readonly signal?: AbortSignal | undefined },
): Promise<string> {
  const { ETag } = await request(lake, { key, action: "s3:PutObject", signal }, (options) =>
    lake.client.send(new PutObjectCommand({ Bucket: lake.bucket, Key: key, Body, ContentType: contentType }), options),
  );
  return ETag ?? "";
}
