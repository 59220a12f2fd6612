import { archiveObject, LakeError, mapConcurrent, putJson, readRange, reasonKeyOf } from "../../lake/index.ts";
import {
  contentKeyOf,
  type FileVersion,
  filesDueForArchive,
  markArchived,
  markReplaced,
} from "../../warehouse/index.ts";
import { type LakeProbe, newLakeProbe } from "../context/lake-probe.ts";
import type { RunContext } from "../context/run-context.ts";
import { blameFile } from "../validate/blame.ts";
import { faultsOf } from "../validate/file-reason.ts";
import { journaled, keptKeyOf } from "./journal.ts";

/**
 * Moves every file that is settled out of `raw/`: quarantined ones, with the reason beside them, below `error/files/`,
 * the others below `processed/files/`. The ledger says which are due, so a run also moves what a dead run left.
 *
 * @returns how many could not be moved, because S3 refuses them
 */
export async function archive(run: RunContext): Promise<number> {
  const { concurrency } = run.settings.run;
  const probe = newLakeProbe(run);
  const due = journaled(run, filesDueForArchive(run.warehouse));
  const done = await mapConcurrent(due, { concurrency, signal: run.signal }, (file, signal) =>
    archiveUnlessRefused(run, file, probe, signal),
  );
  return done.filter((isDone) => !isDone).length;
}

/**
 * An object that S3 does not let go stays where it is, and due: each run tries it again, and moves the others all the same.
 *
 * @returns whether it was dealt with
 */
async function archiveUnlessRefused(run: RunContext, file: FileVersion, probe: LakeProbe, signal: AbortSignal) {
  try {
    await archiveFile(run, file, signal);
    return true;
  } catch (error) {
    if (!(error instanceof LakeError)) throw error;
    const reason = await blameFile(error, signal, probe);
    // An object that can be read is not what is refused: the pipeline may not write or remove where it has to.
    if (error.code === "access_denied" && (await isReadable(run, file, signal))) throw error;
    const { objectKey: key, fileId } = file;
    run.log.warn({ key, fileId }, `${key} could not be archived, and the next run tries again: ${reason}`);
    return false;
  }
}

async function isReadable({ lake }: RunContext, file: FileVersion, signal: AbortSignal): Promise<boolean> {
  const { objectKey, etag, sizeBytes } = file;
  try {
    await readRange(lake, objectKey, { etag, end: Math.min(1, sizeBytes), signal });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function archiveFile(run: RunContext, file: FileVersion, signal: AbortSignal): Promise<void> {
  const { etag, sizeBytes, sha256, fileId, archivedKey } = file;
  if (archivedKey !== null && file.status !== "Invalid") return await markArchived(run.warehouse, fileId, archivedKey);
  const key = contentKeyOf(file);
  const target = keptKeyOf(file);
  const archived = await archiveObject(run.lake, { key, etag, sizeBytes, sha256, target, signal });
  const { outcome } = archived;
  const keptAt = outcome === "gone" ? undefined : archived.keptAt;
  if (keptAt !== undefined && keptAt !== target) {
    run.log.warn(
      { key, fileId, target, keptAt },
      `other content lies at ${target}, and stays: ${key} is kept at ${keptAt}`,
    );
  }
  await run.failpoint("file_moved");
  if (keptAt !== undefined && file.status === "Invalid") await putReason(run, file, keptAt, signal);
  if (outcome === "archived") {
    await markArchived(run.warehouse, fileId, archived.keptAt);
    await run.failpoint("file_archived");
    return;
  }
  const what = outcome === "replaced" ? "replaced; the new content is for the next run" : "removed by somebody else";
  run.log.warn({ key, fileId }, `before it was archived, ${key} was ${what}`);
  await markReplaced(run.warehouse, fileId, keptAt ?? null);
}

async function putReason(run: RunContext, file: FileVersion, keptAt: string, signal: AbortSignal): Promise<void> {
  const { fileId, bucket, objectKey, etag, sizeBytes, feed, runId, updatedAt } = file;
  const report = {
    fileId,
    bucket,
    objectKey,
    etag,
    sizeBytes,
    feed,
    runId,
    judgedAt: updatedAt,
    faults: faultsOf(file.reason),
  };
  await putJson(run.lake, reasonKeyOf(keptAt), report, { signal });
}
