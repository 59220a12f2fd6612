import { type _Error, DeleteObjectCommand, DeleteObjectsCommand } from "@aws-sdk/client-s3";
import { LakeError } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";

/** S3's own limit for one request. */
const MOST_KEYS = 1_000;

/**
 * Removes objects; those that are gone already count as removed.
 *
 * @throws LakeError for the first object that could not be removed, after all were tried
 */
export async function deleteObjects(lake: Lake, keys: readonly string[], signal?: AbortSignal): Promise<void> {
  for (let start = 0; start < keys.length; start += MOST_KEYS) {
    const Objects = keys.slice(start, start + MOST_KEYS).map((Key) => ({ Key }));
    const { Errors = [] } = await request(lake, { key: keys[start], action: "s3:DeleteObject", signal }, (options) =>
      lake.client.send(new DeleteObjectsCommand({ Bucket: lake.bucket, Delete: { Objects, Quiet: true } }), options),
    );
    const [first] = Errors;
    if (first !== undefined) throw refusal(lake, first);
  }
}

/**
 * Removes one version of an object.
 *
 * @returns `gone` if there is no object, `replaced` if another version is there: it stays
 */
export async function deleteVersion(
  lake: Lake,
  { key, etag, signal }: { readonly key: string; readonly etag: string; readonly signal?: AbortSignal | undefined },
): Promise<"deleted" | "gone" | "replaced"> {
  try {
    await request(lake, { key, action: "s3:DeleteObject", signal }, (options) =>
      lake.client.send(new DeleteObjectCommand({ Bucket: lake.bucket, Key: key, IfMatch: etag }), options),
    );
    return "deleted";
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_gone") return "gone";
    if (error instanceof LakeError && error.code === "object_replaced") return "replaced";
    throw error;
  }
}

function refusal(lake: Lake, { Key, Code = "", Message = "" }: _Error): LakeError {
  const cause = Object.assign(new Error(Message), { Code });
  return LakeError.fromSdk(cause, { bucket: lake.bucket, key: Key, action: "s3:DeleteObject" });
}
