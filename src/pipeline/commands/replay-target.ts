import {
  type FileVersion,
  findLiveByKeys,
  findLiveBySha,
  findLiveOfMonth,
  findNewestByKey,
} from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { contentOf, identityOfContents } from "../validate/content-identity.ts";
import { findFile } from "./find-file.ts";
import { ReplayError } from "./replay-error.ts";

/** A file by its id, by its key in `raw/`, or by the key where it is kept; or all files that count in a month (yyyy-MM). */
export type ReplayTarget = { readonly file: string } | { readonly month: string };

/** @throws ReplayError if the file is unknown, or in a state in which reading it again would be wrong */
export async function replayTarget(run: RunContext, target: ReplayTarget): Promise<readonly FileVersion[]> {
  if ("month" in target) return await findLiveOfMonth(run.warehouse, target.month);
  const file = await findFile(run, target.file);
  if (file === undefined) {
    throw new ReplayError(target.file, "the ledger has no such file. `sales-pipeline status` lists keys and ids.");
  }
  await requireReplayable(run, file);
  return [file];
}

async function requireReplayable(run: RunContext, file: FileVersion): Promise<void> {
  switch (file.status) {
    case "Processed":
    case "Failed":
      return;
    case "Pending":
    case "Processing":
      throw refused(file, `it is ${file.status}: the next run takes it by itself.`);
    case "Invalid":
      return requireNoLater(run, file, ["Processed"]);
    case "Duplicate":
    case "Superseded":
      // Taken back, or a duplicate of what was: its content counts nowhere, and nothing has come after it.
      await requireNoLater(run, file, ["Processed", "Duplicate"]);
      return requireUncounted(run, file);
  }
}

async function requireNoLater(
  { warehouse, lake }: RunContext,
  file: FileVersion,
  statuses: readonly FileVersion["status"][],
): Promise<void> {
  const { fileId, objectKey } = file;
  const later = [
    (await findLiveByKeys(warehouse, lake.bucket, [objectKey])).get(objectKey),
    await findNewestByKey(warehouse, lake.bucket, objectKey),
  ].find((version) => version !== undefined && version.fileId > fileId && statuses.includes(version.status));
  if (later === undefined) return;
  const what =
    later.status === "Processed" ? "counts, and would be replaced" : `is ${later.status}, and has replaced it`;
  throw refused(file, `file ${later.fileId}, a later version of the same key, ${what}.`);
}

async function requireUncounted(run: RunContext, file: FileVersion): Promise<void> {
  const { sha256, status } = file;
  const identity = identityOfContents(run);
  const same = [...(await findLiveBySha(run.warehouse, sha256 === null ? [] : [sha256])).values()]
    .flat()
    .find((live) => contentOf(live, identity) === contentOf(file, identity));
  if (same === undefined) return;
  throw refused(file, `it is ${status}, and its content counts as file ${same.fileId} (${same.objectKey}).`);
}

function refused({ fileId, objectKey }: FileVersion, reason: string): ReplayError {
  return new ReplayError(`file ${fileId} (${objectKey})`, reason);
}
