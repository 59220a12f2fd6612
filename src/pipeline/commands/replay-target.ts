import { type FileVersion, findById, findLiveByKeys, findLiveOfMonth, findNewestByKey } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { ReplayError } from "./replay-error.ts";

/** A file by its id, by its key in `raw/`, or by the key where it is kept; or all files that count in a month (yyyy-MM). */
export type ReplayTarget = { readonly file: string } | { readonly month: string };

/** @throws ReplayError if the file is unknown, or in a state in which reading it again would be wrong */
export async function replayTarget(run: RunContext, target: ReplayTarget): Promise<readonly FileVersion[]> {
  if ("month" in target) return await findLiveOfMonth(run.warehouse, target.month);
  const file = await find(run, target.file);
  if (file === undefined) {
    throw new ReplayError(target.file, "the ledger has no such file. `sales-pipeline status` lists keys and ids.");
  }
  await requireReplayable(run, file);
  return [file];
}

const KEPT_KEY = /^(?:error|processed)\/files\/[^/]+\/(?<fileId>[1-9]\d*)\//;

async function find(run: RunContext, text: string): Promise<FileVersion | undefined> {
  if (/^\d+$/.test(text)) return await findById(run.warehouse, Number(text));
  const { fileId } = KEPT_KEY.exec(text)?.groups ?? {};
  if (fileId === undefined) return await findNewestByKey(run.warehouse, run.lake.bucket, text);
  const file = await findById(run.warehouse, Number(fileId));
  return file?.archivedKey === text ? file : undefined;
}

async function requireReplayable(run: RunContext, { fileId, objectKey, status, reason }: FileVersion): Promise<void> {
  const what = `file ${fileId} (${objectKey})`;
  if (status === "Processed" || status === "Failed") return;
  if (status !== "Invalid") {
    const why = reason === null ? "" : `: ${reason}`;
    throw new ReplayError(what, `it is ${status}${why}. Only Invalid, Failed and Processed files can be replayed.`);
  }
  const live = (await findLiveByKeys(run.warehouse, run.lake.bucket, [objectKey])).get(objectKey);
  if (live !== undefined && live.fileId > fileId) {
    throw new ReplayError(what, `file ${live.fileId}, a later version of the same key, counts, and would be replaced.`);
  }
}
