import { changeStatus, type FileVersion, findLiveByKeys, findLiveBySha } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { InspectedFile, ValidFile } from "./valid-file.ts";

/** A file with the content of another that counts now, or will after this run. */
export interface Duplicate {
  readonly file: FileVersion;
  readonly sha256: string;
  readonly original: FileVersion;
  readonly ofThisRun: boolean;
}

interface Separated {
  readonly valid: readonly ValidFile[];
  readonly duplicates: readonly Duplicate[];
}

/**
 * Tells new content from content that counts already, and finds the versions that new content corrects.
 * Of equal files in one run the first key counts. A version that this run replaces counts no more.
 *
 * @param again keys that are replayed: the content that counts there is read anew, and corrects itself
 */
export async function separateDuplicates(
  run: RunContext,
  inspected: readonly InspectedFile[],
  again: ReadonlySet<string> = new Set(),
): Promise<Separated> {
  const live = await findLiveBySha(
    run.warehouse,
    inspected.map(({ inspection }) => inspection.sha256),
  );
  const liveAtKey = await findLiveByKeys(
    run.warehouse,
    run.lake.bucket,
    inspected.map(({ file }) => file.objectKey),
  );
  const { valid, duplicates } = separate(inspected, live, liveAtKey, again);
  for (const duplicate of duplicates.filter(({ ofThisRun }) => !ofThisRun)) await recordDuplicate(run, duplicate);
  return { valid, duplicates };
}

/**
 * Which versions are replaced depends on which files are duplicates, and the other way round. So it is first assumed that
 * all new content replaces what counts under its key; where the new content turns out to be a duplicate, the old version
 * stays in force, and all is judged again with that known.
 */
function separate(
  inspected: readonly InspectedFile[],
  live: ReadonlyMap<string, readonly FileVersion[]>,
  liveAtKey: ReadonlyMap<string, FileVersion>,
  again: ReadonlySet<string>,
): Separated {
  const replaced = new Set(
    inspected.flatMap(({ file, inspection }) => {
      const current = liveAtKey.get(file.objectKey);
      if (current === undefined) return [];
      return current.sha256 === inspection.sha256 && !again.has(file.objectKey) ? [] : [current.fileId];
    }),
  );
  for (;;) {
    const separated = judgeAll(inspected, live, liveAtKey, replaced, again);
    const inForce = separated.duplicates
      .map(({ file }) => liveAtKey.get(file.objectKey))
      .filter((current) => current !== undefined && replaced.has(current.fileId));
    if (inForce.length === 0) return separated;
    for (const current of inForce) if (current !== undefined) replaced.delete(current.fileId);
  }
}

function judgeAll(
  inspected: readonly InspectedFile[],
  live: ReadonlyMap<string, readonly FileVersion[]>,
  liveAtKey: ReadonlyMap<string, FileVersion>,
  replaced: ReadonlySet<number>,
  again: ReadonlySet<string>,
): Separated {
  const valid: ValidFile[] = [];
  const duplicates: Duplicate[] = [];
  const firstOf = new Map<string, FileVersion>();
  // Replayed files first: a new file with equal content is their duplicate.
  const [replayed, others] = [true, false].map((is) =>
    inspected.filter(({ file }) => again.has(file.objectKey) === is),
  );
  for (const found of [...(replayed ?? []), ...(others ?? [])]) {
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
