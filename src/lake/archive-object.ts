import { copyObject } from "./copy-object.ts";
import { deleteObjects, deleteVersion } from "./delete-objects.ts";
import { headObject } from "./head-object.ts";
import { LakeError } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";

export interface ArchiveRequest {
  readonly key: string;
  /** The version that is archived. */
  readonly etag: string;
  readonly sizeBytes: number;
  /** The key it moves to. */
  readonly target: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `archived`: the version lies at the target, and no longer at its key.
 * `replaced`: another version lies at the key, untouched. With an ETag, the version asked for lies at the target.
 * `gone`: the version lies nowhere; others removed it.
 */
export type ArchiveOutcome =
  | { readonly outcome: "archived"; readonly etag: string }
  | { readonly outcome: "replaced"; readonly etag?: string }
  | { readonly outcome: "gone" };

/**
 * Moves one version of an object; a version uploaded over it meanwhile is not touched. Repeating it after it stopped at
 * any point leads to the same end.
 *
 * @throws LakeError incomplete_copy if the copy is not as long as the original, which then stays, and others
 */
export async function archiveObject(lake: Lake, asked: ArchiveRequest): Promise<ArchiveOutcome> {
  const { key, etag, sizeBytes, target, signal } = asked;
  const copied = await copyTo(lake, asked);
  if (copied.outcome === "gone") return afterwards(lake, asked);
  if (copied.outcome === "replaced") return settleReplaced(lake, asked);
  await requireComplete(lake, target, sizeBytes, signal);
  switch (await deleteVersion(lake, { key, etag, signal })) {
    case "deleted":
    case "gone":
      return { outcome: "archived", etag: copied.etag };
    case "replaced":
      return settleReplaced(lake, asked);
  }
}

async function copyTo(lake: Lake, { key, etag, sizeBytes, target, signal }: ArchiveRequest): Promise<ArchiveOutcome> {
  try {
    const copy = await copyObject(lake, { sourceKey: key, targetKey: target, etag, sizeBytes, signal });
    return { outcome: "archived", etag: copy };
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_gone") return { outcome: "gone" };
    if (error instanceof LakeError && error.code === "object_replaced") return { outcome: "replaced" };
    throw error;
  }
}

/** The key is empty: an earlier attempt got as far as the delete, or somebody else removed the object. */
async function afterwards(lake: Lake, { target, sizeBytes, signal }: ArchiveRequest): Promise<ArchiveOutcome> {
  const archived = await headObject(lake, target, signal);
  if (archived === undefined) return { outcome: "gone" };
  await requireComplete(lake, target, sizeBytes, signal);
  return { outcome: "archived", etag: archived.etag };
}

/**
 * A copy counts only if it is surely one of the version asked for. Usually the delete, which finds that version still at
 * its key, shows that; now only an equal ETag does, as a server could have copied what came after its check.
 */
async function settleReplaced(
  lake: Lake,
  { etag, sizeBytes, target, signal }: ArchiveRequest,
): Promise<ArchiveOutcome> {
  const copy = await headObject(lake, target, signal);
  if (copy === undefined) return { outcome: "replaced" };
  if (copy.etag === etag && copy.sizeBytes === sizeBytes) return { outcome: "replaced", etag };
  await deleteObjects(lake, [target], signal);
  return { outcome: "replaced" };
}

async function requireComplete(lake: Lake, key: string, sizeBytes: number, signal: AbortSignal | undefined) {
  const copy = await headObject(lake, key, signal);
  if (copy?.sizeBytes === sizeBytes) return;
  const reason = copy === undefined ? "the copy is not there" : `the copy has ${copy.sizeBytes} of ${sizeBytes} bytes`;
  throw new LakeError("incomplete_copy", { bucket: lake.bucket, key, action: "s3:GetObject" }, reason);
}
