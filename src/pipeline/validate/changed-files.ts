import { headObject, mapConcurrent } from "../../lake/index.ts";
import { changeStatus, type FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

/** A version that no longer lies at its key. */
export interface ChangedFile {
  readonly file: FileVersion;
  readonly how: "vanished" | "replaced";
}

/** Looks up which of the versions are not there any more. */
export async function changedFiles(run: RunContext, files: readonly FileVersion[]): Promise<readonly ChangedFile[]> {
  const { concurrency } = run.settings.run;
  const heads = await mapConcurrent(files, { concurrency, signal: run.signal }, ({ objectKey }, signal) =>
    headObject(run.lake, objectKey, signal),
  );
  return files.flatMap((file, index) => {
    const head = heads[index];
    if (head?.etag === file.etag) return [];
    return [{ file, how: head === undefined ? "vanished" : "replaced" } as const];
  });
}

/** Records that a version is history before any of it counted: what lies at its key now, if anything, is a version of its own. */
export async function recordChanged(
  run: RunContext,
  { file, how }: ChangedFile,
  before: "read" | "committed",
): Promise<void> {
  const reason = `${how} before it was ${before}`;
  run.log.warn({ key: file.objectKey }, `${file.objectKey} ${reason}`);
  await changeStatus(run.warehouse, {
    fileId: file.fileId,
    to: how === "vanished" ? "Failed" : "Superseded",
    reason,
    archiveState: "replaced",
    runId: run.runId,
    message: reason,
  });
}
