import { createHash } from "node:crypto";
import { copyObject } from "./copy-object.ts";
import { deleteVersion } from "./delete-objects.ts";
import { headObject } from "./head-object.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { isSameContent, type KnownContent } from "./same-content.ts";

export interface ArchiveRequest extends KnownContent {
  /** The key it moves to. */
  readonly target: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `archived`: the version lies at `keptAt`, and no longer at its key.
 * `replaced`: another version lies at the key, untouched. With `keptAt`, the version asked for lies there.
 * `gone`: the version lies nowhere; others removed it.
 */
export type ArchiveOutcome =
  | { readonly outcome: "archived"; readonly keptAt: string }
  | { readonly outcome: "replaced"; readonly keptAt?: string }
  | { readonly outcome: "gone" };

/**
 * Moves one version of an object; a version uploaded over it meanwhile is not touched, and nothing that is kept already is
 * overwritten or removed. Repeating it after it stopped at any point leads to the same end.
 *
 * Where other content lies at the target, as it may where ids are given out a second time, the version is kept below a
 * folder of its own beside it.
 *
 * @throws LakeError incomplete_copy if the copy is not as long as the original, which then stays, and others
 */
export async function archiveObject(lake: Lake, asked: ArchiveRequest): Promise<ArchiveOutcome> {
  const copied = await copyTo(lake, asked, asked.target);
  if (copied !== "occupied") return await settle(lake, asked, asked.target, copied);
  const beside = besideOf(asked);
  const copiedBeside = await copyTo(lake, asked, beside);
  if (copiedBeside !== "occupied") return await settle(lake, asked, beside, copiedBeside);
  const reason = `other content lies at ${asked.target} and at ${beside}`;
  throw new LakeError("request_failed", targetIn(lake, "s3:PutObject", asked.key), reason);
}

/** How a target stands after an attempt to copy there; `kept` also where an earlier attempt had done it. */
type Copied = "kept" | "gone" | "replaced" | "occupied";

async function copyTo(lake: Lake, asked: ArchiveRequest, target: string): Promise<Copied> {
  const { key, etag, sizeBytes, signal } = asked;
  // Looked up as well as made a condition of the copy, which not every server heeds.
  const present = await headObject(lake, target, signal);
  if (present !== undefined) return (await isSameContent(lake, present, asked, signal)) ? "kept" : "occupied";
  try {
    await copyObject(lake, { sourceKey: key, targetKey: target, etag, sizeBytes, onlyIfAbsent: true, signal });
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_gone") return "gone";
    if (error instanceof LakeError && error.code === "object_replaced") return "replaced";
    throw error;
  }
  await requireComplete(lake, target, sizeBytes, signal);
  return "kept";
}

/** The version is at the target, or nowhere: now its key may be emptied, if it still holds that version. */
async function settle(
  lake: Lake,
  asked: ArchiveRequest,
  target: string,
  copied: Exclude<Copied, "occupied">,
): Promise<ArchiveOutcome> {
  if (copied !== "kept") return { outcome: copied };
  const { key, etag, signal } = asked;
  if ((await deleteVersion(lake, { key, etag, signal })) !== "replaced") return { outcome: "archived", keptAt: target };
  // Usually the delete, which finds the version still at its key, shows that the copy is one of it. A server that copies what
  // came after its check of the ETag is not excluded: only the content tells now.
  const copy = await headObject(lake, target, signal);
  const isKept = copy !== undefined && (await isSameContent(lake, copy, asked, signal));
  return isKept ? { outcome: "replaced", keptAt: target } : { outcome: "replaced" };
}

/** The same for every attempt at this version. */
function besideOf({ target, etag, sha256 }: ArchiveRequest): string {
  const slash = target.lastIndexOf("/");
  const content = createHash("sha256")
    .update(sha256 ?? etag)
    .digest("hex")
    .slice(0, 16);
  return `${target.slice(0, slash)}/content=${content}${target.slice(slash)}`;
}

async function requireComplete(lake: Lake, key: string, sizeBytes: number, signal: AbortSignal | undefined) {
  const copy = await headObject(lake, key, signal);
  if (copy?.sizeBytes === sizeBytes) return;
  const reason = copy === undefined ? "the copy is not there" : `the copy has ${copy.sizeBytes} of ${sizeBytes} bytes`;
  throw new LakeError("incomplete_copy", targetIn(lake, "s3:GetObject", key), reason);
}
