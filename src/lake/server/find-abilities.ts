import { LakeError, type LakeTarget, targetIn } from "../lake-error.ts";
import type { Lake } from "../open-lake.ts";
import type { Abilities } from "./abilities.ts";
import { type Heed, ServerProbe } from "./server-probe.ts";

/**
 * Tries all that a run asks of the S3 server, on objects of its own that are gone afterwards: what fails here would fail after the
 * commit, again and again.
 *
 * @param folder where nothing else lies, with a `/` at the end
 * @throws LakeError not_supported for a server that a run cannot work with, missing_setting, access_denied and others
 */
export async function findAbilities(lake: Lake, folder: string, signal?: AbortSignal): Promise<Abilities> {
  const probe = new ServerProbe(lake, folder, signal);
  await probe.put();
  require(await probe.getIfMatch(), "GET with If-Match", targetIn(lake, "s3:GetObject", folder));
  await probe.get();
  require(await probe.copyIfMatch(), "COPY with x-amz-copy-source-if-match", targetIn(lake, "s3:PutObject", folder));
  await probe.copy();
  const copyIfAbsent = await probe.copyIfAbsent();
  require(await probe.deleteIfMatch(), "DELETE with If-Match", targetIn(lake, "s3:DeleteObject", folder));
  const puts = [await probe.putIfMatch(), await probe.putIfAbsent()];
  await probe.remove();
  await probe.list();
  const uploads = await probe.listUploads();
  await probe.clear();
  return {
    conditionalPut: puts.every((found) => found === "honoured"),
    conditionalCopy: copyIfAbsent !== "refused",
    listsUploads: uploads === "honoured",
  };
}

/** Why a run cannot do without. */
export const UPLOADS_LOST = "an object that is uploaded while the pipeline works could be read torn, or be lost";

function require(found: Heed, what: string, target: LakeTarget): void {
  if (found === "honoured") return;
  const does = found === "ignored" ? `the server ignores the condition of ${what}` : `the server does not take ${what}`;
  throw new LakeError("not_supported", target, `${does}: ${UPLOADS_LOST}`);
}
