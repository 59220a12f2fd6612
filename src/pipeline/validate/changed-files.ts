import { headObject, mapConcurrent } from "../../lake/index.ts";
import { changeStatus, contentKeyOf, type FileVersion } from "../../warehouse/index.ts";
import { newLakeProbe } from "../context/lake-probe.ts";
import type { RunContext } from "../context/run-context.ts";
import { blameFile } from "./blame.ts";
import { failFile } from "./fail-file.ts";

/** A version that no longer lies at its key, or that S3 refuses now. */
export type ChangedFile =
  | { readonly file: FileVersion; readonly how: "vanished" | "replaced" }
  | { readonly file: FileVersion; readonly how: "refused"; readonly reason: string };

/** Looks up which of the versions are not there any more. */
export async function changedFiles(run: RunContext, files: readonly FileVersion[]): Promise<readonly ChangedFile[]> {
  const { concurrency } = run.settings.run;
  const probe = newLakeProbe(run);
  const changes = await mapConcurrent(files, { concurrency, signal: run.signal }, async (file, signal) => {
    try {
      const head = await headObject(run.lake, contentKeyOf(file), signal);
      if (head?.etag === file.etag) return undefined;
      return { file, how: head === undefined ? "vanished" : "replaced" } as const;
    } catch (error) {
      return { file, how: "refused", reason: await blameFile(error, signal, probe) } as const;
    }
  });
  return changes.filter((change) => change !== undefined);
}

/** Records that a version is history before any of it counted: what lies at its key now, if anything, is a version of its own. */
export async function recordChanged(
  run: RunContext,
  change: ChangedFile,
  before: "read" | "committed",
): Promise<"failed" | "superseded"> {
  const { file, how } = change;
  switch (how) {
    case "refused":
      await failFile(run, file, { reason: change.reason });
      return "failed";
    case "vanished":
      await failFile(run, file, {
        reason: `vanished: it was listed, but gone ${before === "read" ? "when it was to be read" : "before the commit"}.`,
        archiveState: "replaced",
      });
      return "failed";
    case "replaced": {
      const reason = `replaced before it was ${before}`;
      run.log.warn({ key: file.objectKey, fileId: file.fileId }, `${file.objectKey} ${reason}`);
      await changeStatus(run.warehouse, {
        fileId: file.fileId,
        to: "Superseded",
        reason,
        archiveState: "replaced",
        runId: run.runId,
        message: reason,
      });
      return "superseded";
    }
  }
}
