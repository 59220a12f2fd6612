import { HeadObjectCommand, type HeadObjectCommandInput, type HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import { LakeError } from "./lake-error.ts";
import type { ListedObject } from "./list-page.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** What the server says of an object. @throws LakeError object_gone and others */
export async function askHead(
  lake: Lake,
  key: string,
  signal?: AbortSignal,
  asked: Pick<HeadObjectCommandInput, "ChecksumMode"> = {},
): Promise<HeadObjectCommandOutput> {
  return await request(lake, { key, action: "s3:GetObject", signal }, (options) =>
    lake.client.send(new HeadObjectCommand({ Bucket: lake.bucket, Key: key, ...asked }), options),
  );
}

/** The object as it is now, or undefined if there is none. */
export async function headObject(lake: Lake, key: string, signal?: AbortSignal): Promise<ListedObject | undefined> {
  try {
    const head = await askHead(lake, key, signal);
    return {
      key,
      etag: head.ETag ?? "",
      sizeBytes: head.ContentLength ?? 0,
      lastModified: head.LastModified ?? new Date(0),
    };
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_gone") return undefined;
    throw error;
  }
}
