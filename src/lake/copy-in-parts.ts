import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import type { CopyOptions } from "./copy-options.ts";
import { copySource } from "./copy-source.ts";
import { LakeError } from "./lake-error.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** S3's own limit. */
const MOST_PARTS = 10_000;
const PARTS_AT_ONCE = 8;

/** Copies an object that is too large for one request. Nothing is left of it when it fails. Returns the copy's ETag. */
export async function copyInParts(
  lake: Lake,
  {
    sourceKey,
    targetKey,
    etag,
    sizeBytes,
    partBytes,
    onlyIfAbsent,
    signal,
  }: CopyOptions & { readonly partBytes: number },
): Promise<string> {
  const { bucket: Bucket, client } = lake;
  const source = { key: sourceKey, action: "s3:GetObject and s3:PutObject", signal };
  const target = { key: targetKey, action: "s3:PutObject", signal };
  const { UploadId } = await request(lake, target, (options) =>
    client.send(new CreateMultipartUploadCommand({ Bucket, Key: targetKey }), options),
  );
  if (UploadId === undefined)
    throw new LakeError("request_failed", { bucket: Bucket, ...target }, "no upload id came back");
  const upload = { Bucket, Key: targetKey, UploadId };
  try {
    const ranges = partRanges(sizeBytes, Math.max(partBytes, Math.ceil(sizeBytes / MOST_PARTS)));
    const Parts = await mapConcurrent(ranges, { concurrency: PARTS_AT_ONCE, signal }, async ({ number, range }) => {
      const { CopyPartResult } = await request(lake, source, (options) =>
        client.send(
          new UploadPartCopyCommand({
            ...upload,
            PartNumber: number,
            CopySource: copySource(Bucket, sourceKey),
            CopySourceRange: range,
            CopySourceIfMatch: etag,
          }),
          options,
        ),
      );
      return { PartNumber: number, ETag: CopyPartResult?.ETag };
    });
    const { ETag } = await request(lake, target, (options) =>
      client.send(
        new CompleteMultipartUploadCommand({
          ...upload,
          MultipartUpload: { Parts },
          IfNoneMatch: onlyIfAbsent === true && lake.abilities.found.conditionalCopy ? "*" : undefined,
        }),
        options,
      ),
    );
    return ETag ?? "";
  } catch (error) {
    // Without the signal: also an interrupted copy is cleared away. What is left behind all the same, a later sweep finds.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

function partRanges(sizeBytes: number, partBytes: number) {
  return Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => {
    const start = index * partBytes;
    return { number: index + 1, range: `bytes=${start}-${Math.min(start + partBytes, sizeBytes) - 1}` };
  });
}
