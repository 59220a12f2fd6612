import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/**
 * Resolves if the bucket exists and can be listed.
 *
 * @throws LakeError unreachable, missing_bucket, access_denied, invalid_credentials, missing_credentials, wrong_region
 */
export async function verifyLake(lake: Lake, signal?: AbortSignal): Promise<void> {
  // HeadBucket would be the obvious request, but its errors have no body that tells one from another.
  await request(lake, { action: "s3:ListBucket", signal }, (options) =>
    lake.client.send(
      new ListObjectsV2Command({
        Bucket: lake.bucket,
        Delimiter: "/",
        // Keys may hold characters that XML cannot; so may the token of a listing that is cut short by `MaxKeys`.
        EncodingType: "url",
      }),
      options,
    ),
  );
}
