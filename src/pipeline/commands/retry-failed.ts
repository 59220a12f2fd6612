import { headObject, LakeError } from "../../lake/index.ts";
import { changeStatus, type FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { ReplayError } from "./replay-error.ts";

/**
 * Lets the run try files again that failed, also those that runs left aside: they lie where they landed.
 *
 * @throws ReplayError if one is not there any more
 */
export async function retryFailed(run: RunContext, files: readonly FileVersion[]): Promise<void> {
  for (const file of files) {
    await requirePresent(run, file);
    await changeStatus(run.warehouse, {
      fileId: file.fileId,
      to: "Pending",
      failures: 0,
      archiveState: "none",
      runId: run.runId,
      message: "to be tried again",
    });
  }
}

async function requirePresent(run: RunContext, { fileId, objectKey, etag }: FileVersion): Promise<void> {
  const what = `file ${fileId} (${objectKey})`;
  let present: Awaited<ReturnType<typeof headObject>>;
  try {
    present = await headObject(run.lake, objectKey, run.signal);
  } catch (error) {
    // Whether it can be read is for the run to find out.
    if (error instanceof LakeError && error.mayBeOfObject) return;
    throw error;
  }
  if (present === undefined) throw new ReplayError(what, "its object is gone. Upload the file again.");
  if (present.etag !== etag) {
    throw new ReplayError(what, "another version lies at its key. `sales-pipeline run` takes that one.");
  }
}
