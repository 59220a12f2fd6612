import { deleteObjects } from "./delete-objects.ts";
import { headObject } from "./head-object.ts";
import { probeKey } from "./keys.ts";
import { LakeError, targetIn } from "./lake-error.ts";
import type { Lake } from "./open-lake.ts";
import { putText } from "./put-text.ts";
import { readRange } from "./read-object.ts";

const CONTENT = "Can be written, read and removed.\n";

/**
 * Writes, reads and removes an object of the pipeline's own: what tells whether S3 refuses one object or all of them.
 *
 * @param name tells this probe's object from those of others
 * @throws LakeError if S3 as such does not answer, or refuses what every run needs
 */
export async function probeLake(lake: Lake, name: string, signal?: AbortSignal): Promise<void> {
  const key = probeKey(name);
  const target = targetIn(lake, "s3:PutObject", key);
  await putText(lake, key, CONTENT, { signal });
  const head = await headObject(lake, key, signal);
  if (head === undefined) throw new LakeError("request_failed", target, "what was written is not there");
  await readRange(lake, key, { etag: head.etag, signal });
  await deleteObjects(lake, [key], signal);
}
