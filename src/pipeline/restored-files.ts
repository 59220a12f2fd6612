import { headObject, isSameContent, LakeError, type ListedObject } from "../lake/index.ts";
import { type FileVersion, forgetRestored, restoredFiles } from "../warehouse/index.ts";
import type { RunContext } from "./context/run-context.ts";

type Looking = Pick<RunContext, "warehouse" | "lake" | "log" | "signal">;

/** What replays have laid below `raw/`, this run's or one that died before it could record them. */
export interface Restored {
  /** The kept file that an object of the listing is a copy of. */
  originalOf(object: ListedObject): Promise<FileVersion | undefined>;
  /** The object stays as it is: a later run records it. */
  leave(object: ListedObject): void;
  /** The listing has ended: whatever else was restored is recorded now, or was never copied. */
  end(): Promise<void>;
}

export async function openRestored(run: Looking): Promise<Restored> {
  const files = await restoredFiles(run.warehouse);
  const byKey = new Map(files.map((file) => [file.objectKey, file]));
  const left = new Set<string>();
  return {
    async originalOf(object) {
      const file = byKey.get(object.key);
      return file !== undefined && (await isCopyOf(run, object, file)) ? file : undefined;
    },
    leave: ({ key }) => void left.add(key),
    async end() {
      const ended = files.filter(({ objectKey }) => !left.has(objectKey));
      await forgetRestored(
        run.warehouse,
        ended.map(({ fileId }) => fileId),
      );
    },
  };
}

/** Whether an object has the content that is kept of a file; what was mended where it is kept is no more what the ledger knows. */
export function isContentKept(
  run: Pick<Looking, "lake" | "signal">,
  object: ListedObject,
  kept: ListedObject,
  file: FileVersion,
): Promise<boolean> {
  const sha256 = kept.etag === file.etag ? file.sha256 : null;
  return isSameContent(run.lake, object, { ...kept, sha256 }, run.signal);
}

async function isCopyOf(run: Looking, object: ListedObject, file: FileVersion): Promise<boolean> {
  if (file.archivedKey === null) return false;
  try {
    const kept = await headObject(run.lake, file.archivedKey, run.signal);
    return kept !== undefined && (await isContentKept(run, object, kept, file));
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof LakeError && error.mayBeOfObject)) throw error;
    run.log.warn(
      { key: object.key, fileId: file.fileId },
      `${object.key} is taken for a new upload: whether it is the copy of file ${file.fileId} cannot be told: ${error.message}`,
    );
    return false;
  }
}
