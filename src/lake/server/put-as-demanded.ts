import { PutObjectCommand } from "@aws-sdk/client-s3";
import { LakeError, targetIn } from "../lake-error.ts";
import type { Lake } from "../open-lake.ts";
import { putText } from "../put-text.ts";
import { request } from "../request.ts";

/** What a bucket policy may demand without naming a key. */
const ENCRYPTIONS = ["AES256", "aws:kms"] as const;

/**
 * Writes a text as one object, and returns its ETag. Where that is denied, finds out whether it would not be with encryption: what a
 * policy demands no error says.
 *
 * @throws LakeError missing_setting if so
 */
export async function putAsDemanded(lake: Lake, key: string, text: string, signal?: AbortSignal): Promise<string> {
  try {
    return await putText(lake, key, text, { signal });
  } catch (error) {
    if (!(error instanceof LakeError) || error.code !== "access_denied" || lake.asked.encryption !== undefined)
      throw error;
    const asked = { key, action: "s3:PutObject", signal };
    for (const ServerSideEncryption of ENCRYPTIONS) {
      if (!(await isTaken(() => put(lake, asked, text, ServerSideEncryption)))) continue;
      const reason = `the bucket takes no object without the header x-amz-server-side-encryption: s3.serverSideEncryption (S3_SERVER_SIDE_ENCRYPTION) must be ${ServerSideEncryption}`;
      throw new LakeError("missing_setting", targetIn(lake, asked.action, key), reason, error);
    }
    throw error;
  }
}

async function put(
  lake: Lake,
  target: { readonly key: string; readonly action: string; readonly signal: AbortSignal | undefined },
  Body: string,
  ServerSideEncryption: (typeof ENCRYPTIONS)[number],
): Promise<void> {
  const input = { Bucket: lake.bucket, Key: target.key, Body, ServerSideEncryption };
  await request(lake, target, (options) => lake.client.send(new PutObjectCommand({ ...input }), options));
}

async function isTaken(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof LakeError) return false;
    throw error;
  }
}
