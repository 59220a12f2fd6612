import { type ArchiveState, changeStatus, type FileVersion } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";

interface Failure {
  readonly reason: string;
  readonly archiveState?: ArchiveState;
}

/**
 * Records that a file could not be read for a reason that may pass: the run goes on without it, later runs try it again,
 * `run.maxFileFailures` times in all.
 */
export async function failFile(run: RunContext, file: FileVersion, { reason, archiveState }: Failure): Promise<void> {
  const { fileId, objectKey: key } = file;
  const failures = file.failures + 1;
  const { maxFileFailures } = run.settings.run;
  const whatNext =
    failures < maxFileFailures
      ? "the next run tries it again."
      : `no run tries it again; after a remedy, \`sales-pipeline replay --file ${fileId}\` does.`;
  const said = `${reason.replace(/[.]?$/, ".")} Failed ${failures} of ${maxFileFailures} times: ${whatNext}`;
  run.log.warn({ key, fileId, failures }, `${key} failed, the run goes on without it: ${said}`);
  await changeStatus(run.warehouse, {
    fileId,
    to: "Failed",
    reason: said,
    ...(archiveState !== undefined && { archiveState }),
    runId: run.runId,
    message: reason,
  });
}
