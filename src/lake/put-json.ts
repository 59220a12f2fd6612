import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** Writes a value as one JSON document. Returns the object's ETag. */
export async function putJson(lake: Lake, key: string, value: unknown, signal?: AbortSignal): Promise<string> {
  return await put(lake, key, `${JSON.stringify(value, undefined, 2)}\n`, signal);
}

/** Writes each value as a line of JSON. Returns the object's ETag. */
export async function putJsonLines(
  lake: Lake,
  key: string,
  values: readonly unknown[],
  signal?: AbortSignal,
): Promise<string> {
  return await put(lake, key, values.map((value) => `${JSON.stringify(value)}\n`).join(""), signal);
}

async function put(lake: Lake, key: string, Body: string, signal: AbortSignal | undefined): Promise<string> {
  const { ETag } = await request(lake, { key, action: "s3:PutObject", signal }, (options) =>
    lake.client.send(
      new PutObjectCommand({ Bucket: lake.bucket, Key: key, Body, ContentType: "application/json" }),
      options,
    ),
  );
  return ETag ?? "";
}
