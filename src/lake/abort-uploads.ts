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
  return await abortUploadsOf(lake, prefix, async (keys) => new Set(keys), signal);
}

/**
 * The same for some of them.
 *
 * @param owned of the keys of a page of uploads, those whose uploads are to go
 */
export async function abortUploadsOf(
  lake: Lake,
  prefix: string,
  owned: (keys: readonly string[]) => Promise<ReadonlySet<string>>,
  signal?: AbortSignal,
): Promise<number> {
  if (!lake.abilities.found.listsUploads) return 0;
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
    const uploads = (page.Uploads ?? []).flatMap(({ Key, UploadId }) =>
      Key?.startsWith(prefix) === true && UploadId !== undefined ? [{ Key, UploadId }] : [],
    );
    const toAbort = await owned(uploads.map(({ Key }) => Key));
    for (const { Key, UploadId } of uploads) {
      if (!toAbort.has(Key)) continue;
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
