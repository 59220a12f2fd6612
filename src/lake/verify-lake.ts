import { ListObjectsV2Command, type ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/**
 * Resolves if the bucket exists and can be listed.
 *
 * @throws LakeError unreachable, missing_bucket, access_denied, missing_setting, invalid_credentials, missing_credentials, wrong_region
 */
export async function verifyLake(lake: Lake, signal?: AbortSignal): Promise<void> {
  try {
    await list(lake, signal);
  } catch (error) {
    if (!(error instanceof LakeError) || error.code !== "access_denied" || lake.asked.requesterPays === true)
      throw error;
    // The denial does not say that the owner of the bucket only wants to be paid.
    await list(lake, signal, { RequestPayer: "requester" }).catch(() => {
      throw error;
    });
    const target = targetIn(lake, "s3:ListBucket");
    const reason =
      "the bucket lets in only who pays for the requests: s3.requesterPays (S3_REQUESTER_PAYS) must be true";
    throw new LakeError("missing_setting", target, reason, error);
  }
}

async function list(
  lake: Lake,
  signal: AbortSignal | undefined,
  payer: Pick<ListObjectsV2CommandInput, "RequestPayer"> = {},
): Promise<void> {
  // HeadBucket would be the obvious request, but its errors have no body that tells one from another.
  await request(lake, { action: "s3:ListBucket", signal }, (options) =>
    lake.client.send(
      new ListObjectsV2Command({
        Bucket: lake.bucket,
        Delimiter: "/",
        // Keys may hold characters that XML cannot; so may the token of a listing that is cut short by `MaxKeys`.
        EncodingType: "url",
        ...payer,
      }),
      options,
    ),
  );
}
