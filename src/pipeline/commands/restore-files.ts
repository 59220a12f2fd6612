import { copyObject, headObject, LakeError, type ListedObject, mapConcurrent } from "../../lake/index.ts";
import { type FileVersion, recordRestored } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { isContentKept } from "../restored-files.ts";
import { ReplayError } from "./replay-error.ts";

/**
 * Copies kept files back to the keys where they landed, all or, if one cannot be, none. The kept ones stay. A copy that
 * an interrupted replay left there is taken as it is. The ledger knows of the copies before they lie there: whichever run comes
 * to them knows what they are copies of.
 *
 * @throws ReplayError if a file is not kept any more, or another object lies at its key
 */
export async function restoreFiles(run: RunContext, files: readonly FileVersion[]): Promise<void> {
  const options = { concurrency: run.settings.run.concurrency, signal: run.signal };
  const kept = await mapConcurrent(files, options, (file, signal) => look(run, file, signal));
  await recordRestored(
    run.warehouse,
    files.map(({ fileId }) => fileId),
  );
  await mapConcurrent(
    kept.filter(({ isBack }) => !isBack),
    options,
    ({ file, source }, signal) => copyBack(run, file, source, signal),
  );
}

interface Kept {
  readonly file: FileVersion;
  readonly source: ListedObject;
  readonly isBack: boolean;
}

async function look(run: RunContext, file: FileVersion, signal: AbortSignal): Promise<Kept> {
  const { archivedKey, objectKey } = file;
  const source = archivedKey === null ? undefined : await headObject(run.lake, archivedKey, signal);
  if (source === undefined) {
    throw new ReplayError(nameOf(file), "its content is not kept any more. Upload the file again.");
  }
  const present = await headObject(run.lake, objectKey, signal);
  const isBack = present !== undefined && (await isContentKept({ lake: run.lake, signal }, present, source, file));
  if (present !== undefined && !isBack) throw occupied(file);
  return { file, source, isBack };
}

async function copyBack(run: RunContext, file: FileVersion, source: ListedObject, signal: AbortSignal): Promise<void> {
  const { key: sourceKey, etag, sizeBytes } = source;
  try {
    // Conditional, because whoever uploads to the key at this moment must not lose what they uploaded.
    await copyObject(run.lake, {
      sourceKey,
      targetKey: file.objectKey,
      etag,
      sizeBytes,
      onlyIfAbsent: true,
      signal,
    });
  } catch (error) {
    if (error instanceof LakeError && error.code === "object_replaced") throw occupied(file);
    throw error;
  }
  run.log.info({ fileId: file.fileId, key: file.objectKey }, `${sourceKey} is back at ${file.objectKey}`);
}

function occupied(file: FileVersion): ReplayError {
  return new ReplayError(nameOf(file), "another object lies at its key. Process or move that one first.");
}

function nameOf({ fileId, objectKey }: FileVersion): string {
  return `file ${fileId} (${objectKey})`;
}
