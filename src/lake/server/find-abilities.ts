import { LakeError } from "../lake-error.ts";
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
  const target = { bucket: lake.bucket, key: folder };
  await probe.put();
  require(await probe.getIfMatch(), "GET with If-Match", { ...target, action: "s3:GetObject" });
  await probe.get();
  require(await probe.copyIfMatch(), "COPY with x-amz-copy-source-if-match", { ...target, action: "s3:PutObject" });
  await probe.copy();
  const copyIfAbsent = await probe.copyIfAbsent();
  require(await probe.deleteIfMatch(), "DELETE with If-Match", { ...target, action: "s3:DeleteObject" });
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

function require(
  found: Heed,
  what: string,
  target: { readonly bucket: string; readonly key: string; readonly action: string },
) {
  if (found === "honoured") return;
  const does = found === "ignored" ? `the server ignores the condition of ${what}` : `the server does not take ${what}`;
  throw new LakeError("not_supported", target, `${does}: ${UPLOADS_LOST}`);
}
