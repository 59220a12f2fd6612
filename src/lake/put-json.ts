import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** Writes a value as one JSON document. Returns the object's ETag. */
export async function putJson(lake: Lake, key: string, value: unknown, signal?: AbortSignal): Promise<string> {
  const { ETag } = await request(lake, { key, action: "s3:PutObject", signal }, (options) =>
    lake.client.send(
      new PutObjectCommand({
        Bucket: lake.bucket,
        Key: key,
        Body: `${JSON.stringify(value, undefined, 2)}\n`,
        ContentType: "application/json",
      }),
      options,
    ),
  );
  return ETag ?? "";
}
