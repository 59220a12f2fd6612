import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
} from "@aws-sdk/client-s3";
import { LakeError } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** Gives up every multipart upload below a prefix that nobody completed, and returns how many there were. */
export async function abortUploads(lake: Lake, prefix: string, signal?: AbortSignal): Promise<number> {
  let aborted = 0;
  let page: ListMultipartUploadsCommandOutput | undefined;
  do {
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page ?? {};
    page = await request(lake, { key: prefix, action: "s3:ListBucketMultipartUploads", signal }, (options) =>
      lake.client.send(
        new ListMultipartUploadsCommand({ Bucket: lake.bucket, Prefix: prefix, KeyMarker, UploadIdMarker }),
        options,
      ),
    );
    for (const { Key, UploadId } of page.Uploads ?? []) {
      if (Key?.startsWith(prefix) !== true || UploadId === undefined) continue;
      await abortUpload(lake, Key, UploadId, signal);
      aborted += 1;
    }
  } while (page.IsTruncated === true);
  return aborted;
}

async function abortUpload(lake: Lake, key: string, UploadId: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await request(lake, { key, action: "s3:AbortMultipartUpload", signal }, (options) =>
      lake.client.send(new AbortMultipartUploadCommand({ Bucket: lake.bucket, Key: key, UploadId }), options),
    );
  } catch (error) {
    // Completed or given up by somebody else in between.
    if (!(error instanceof LakeError && error.code === "object_gone")) throw error;
  }
}
