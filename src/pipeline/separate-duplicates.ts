import { changeStatus, type FileVersion, findLiveByKeys, findLiveBySha } from "../warehouse/index.ts";
import type { RunContext } from "./run-context.ts";
import type { SoundFile, ValidFile } from "./valid-file.ts";

/** A file with the content of another that counts now, or will after this run. */
export interface Duplicate {
  readonly file: FileVersion;
  readonly sha256: string;
  readonly original: FileVersion;
  readonly ofThisRun: boolean;
}

/**
 * Tells new content from content that counts already, and finds the versions that new content corrects.
 * Of equal files in one run the first key counts. A version that this run replaces counts no more.
 */
export async function separateDuplicates(
  run: RunContext,
  sound: readonly SoundFile[],
): Promise<{ readonly valid: readonly ValidFile[]; readonly duplicates: readonly Duplicate[] }> {
  const live = await findLiveBySha(
    run.warehouse,
    sound.map(({ inspection }) => inspection.sha256),
  );
  const liveAtKey = await findLiveByKeys(
    run.warehouse,
    run.lake.bucket,
    sound.map(({ file }) => file.objectKey),
  );
  const replaced = new Set(
    sound.flatMap(({ file, inspection }) => {
      const current = liveAtKey.get(file.objectKey);
      return current === undefined || current.sha256 === inspection.sha256 ? [] : [current.fileId];
    }),
  );
  const valid: ValidFile[] = [];
  const duplicates: Duplicate[] = [];
  const firstOf = new Map<string, FileVersion>();
  for (const found of sound) {
    const { sha256 } = found.inspection;
    const counting = live.get(sha256)?.find(({ fileId }) => !replaced.has(fileId));
    const original = counting ?? firstOf.get(sha256);
    if (original === undefined) {
      firstOf.set(sha256, found.file);
      valid.push({ ...found, corrects: liveAtKey.get(found.file.objectKey) });
    } else {
      duplicates.push({ file: found.file, sha256, original, ofThisRun: counting === undefined });
    }
  }
  for (const duplicate of duplicates.filter(({ ofThisRun }) => !ofThisRun)) await recordDuplicate(run, duplicate);
  return { valid, duplicates };
}

export async function recordDuplicate(run: RunContext, { file, sha256, original }: Duplicate): Promise<void> {
  const reason = `same content as ${original.objectKey} (file ${original.fileId})`;
  run.log.info({ key: file.objectKey, of: original.objectKey }, `${file.objectKey} is a duplicate: ${reason}`);
  await changeStatus(run.warehouse, {
    fileId: file.fileId,
    to: "Duplicate",
    reason,
    sha256,
    archiveState: "due",
    runId: run.runId,
    message: `SHA-256 ${sha256} counts already`,
  });
}
