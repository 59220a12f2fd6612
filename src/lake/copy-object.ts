import { CopyObjectCommand } from "@aws-sdk/client-s3";
import { copyInParts } from "./copy-in-parts.ts";
import type { CopyOptions } from "./copy-options.ts";
import { copySource } from "./copy-source.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

const LARGEST_SINGLE_COPY = 5 * 1024 ** 3;

/**
 * Copies one version of an object within the lake, on the server. The target appears whole or not at all.
 * Returns the copy's ETag, which need not be the source's.
 *
 * @throws LakeError object_gone or object_replaced if the source is not the version asked for, and others
 */
export async function copyObject(lake: Lake, options: CopyOptions): Promise<string> {
  const { sourceKey, targetKey, etag, sizeBytes, partBytes = LARGEST_SINGLE_COPY, onlyIfAbsent, signal } = options;
  if (sizeBytes > partBytes) return copyInParts(lake, { ...options, partBytes });
  // S3 may answer 200 before it has copied and report a failure in the body; the SDK makes an error of that.
  const { CopyObjectResult } = await request(
    lake,
    { key: sourceKey, action: "s3:GetObject and s3:PutObject", signal },
    (sdkOptions) =>
      lake.client.send(
        new CopyObjectCommand({
          Bucket: lake.bucket,
          Key: targetKey,
          CopySource: copySource(lake.bucket, sourceKey),
          CopySourceIfMatch: etag,
          IfNoneMatch: onlyIfAbsent === true && lake.abilities.found.conditionalCopy ? "*" : undefined,
        }),
        sdkOptions,
      ),
  );
  return CopyObjectResult?.ETag ?? "";
}
