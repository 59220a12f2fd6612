import { type _Error, DeleteObjectCommand, DeleteObjectsCommand } from "@aws-sdk/client-s3";
import { withoutPrefix } from "./below-prefix.ts";
import type { BulkDeleteForm } from "./bulk-delete.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import { mapConcurrent } from "./map-concurrent.ts";
import type { Lake } from "./open-lake.ts";
import { request } from "./request.ts";
import { withContentMd5 } from "./with-content-md5.ts";

/** S3's own limit for one request. */
const MOST_KEYS = 1_000;
const KEYS_AT_ONCE = 16;

/**
 * Removes objects; those that are gone already count as removed.
 *
 * @throws LakeError for the first object that could not be removed, after all were tried
 */
export async function deleteObjects(lake: Lake, keys: readonly string[], signal?: AbortSignal): Promise<void> {
  for (let start = 0; start < keys.length; start += MOST_KEYS) {
    await deleteSome(lake, keys.slice(start, start + MOST_KEYS), signal);
  }
}

async function deleteSome(lake: Lake, keys: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const { form } = lake.bulkDelete;
  if (form === "none") return await deleteEach(lake, keys, signal);
  try {
    await deleteAtOnce(lake, keys, form, signal);
  } catch (error) {
    if (!isRefusalOfForm(error) || !lake.bulkDelete.refused(form)) throw error;
    await deleteSome(lake, keys, signal);
  }
}

/** Not of the identity, nor of a key. */
function isRefusalOfForm(error: unknown): boolean {
  return error instanceof LakeError && (error.code === "not_supported" || error.code === "request_failed");
}

async function deleteAtOnce(
  lake: Lake,
  keys: readonly string[],
  form: Exclude<BulkDeleteForm, "none">,
  signal: AbortSignal | undefined,
): Promise<void> {
  const Objects = keys.map((Key) => ({ Key }));
  const command = new DeleteObjectsCommand({ Bucket: lake.bucket, Delete: { Objects, Quiet: true } });
  const { Errors = [] } = await request(lake, { key: keys[0], action: "s3:DeleteObject", signal }, (options) =>
    lake.client.send(form === "content-md5" ? withContentMd5(command) : command, options),
  );
  const [first] = Errors;
  if (first !== undefined) throw refusal(lake, first);
}

async function deleteEach(lake: Lake, keys: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const refusals = await mapConcurrent(keys, { concurrency: KEYS_AT_ONCE, signal }, async (key) => {
    try {
      await request(lake, { key, action: "s3:DeleteObject", signal }, (options) =>
        lake.client.send(new DeleteObjectCommand({ Bucket: lake.bucket, Key: key }), options),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof LakeError)) throw error;
      return error.code === "object_gone" ? undefined : error;
    }
  });
  const first = refusals.find((error) => error !== undefined);
  if (first !== undefined) throw first;
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
  return LakeError.fromSdk(
    cause,
    targetIn(lake, "s3:DeleteObject", Key === undefined ? undefined : withoutPrefix(lake, Key)),
  );
}
