import { headObject, mapConcurrent } from "../../lake/index.ts";
import { parquetLayouts, parquetRows } from "../../records/index.ts";
import { changeStatus } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { sourceFiles } from "../transform/source-files.ts";
import { reasonOf } from "../validate/file-reason.ts";
import type { ValidFile } from "../validate/valid-file.ts";
import { readFailureOf } from "./read-failure.ts";

/** Small jobs that mostly wait. */
const PROBES_AT_ONCE = 4;

/**
 * After an attempt that failed because Spark could not read a file: has Spark read each file alone whose content the driver
 * has not seen through, and makes those Invalid at which it fails again because of what is in them. A file that could not be
 * reached, or that was replaced meanwhile, is not to blame.
 *
 * @returns the ids of the files that are Invalid now; none if the attempt failed for another reason
 */
export async function invalidateUnreadable(
  run: RunContext,
  files: readonly ValidFile[],
  failure: unknown,
): Promise<ReadonlySet<number>> {
  if (readFailureOf(failure) === undefined) return new Set();
  const options = { concurrency: PROBES_AT_ONCE, signal: run.signal };
  // The driver has read text to its end. Of Parquet it knows the footer.
  const suspects = files.filter(({ inspection }) => inspection.format === "parquet");
  const invalid = await mapConcurrent(suspects, options, async (file, signal) => {
    const reason = await reasonNotToRead(run, file, signal);
    if (reason === undefined) return [];
    await invalidate(run, file, reason);
    return [file.file.fileId];
  });
  return new Set(invalid.flat());
}

async function reasonNotToRead(run: RunContext, file: ValidFile, signal: AbortSignal): Promise<string | undefined> {
  const [layout] = parquetLayouts(sourceFiles(run, [file]));
  if (layout === undefined) return undefined;
  try {
    await parquetRows(run.spark, layout).write.noop({ signal });
    return undefined;
  } catch (error) {
    const failure = readFailureOf(error);
    if (failure === undefined || !failure.isOfContent) return undefined;
    const now = await headObject(run.lake, file.file.objectKey, signal);
    return now?.etag === file.file.etag ? failure.reason : undefined;
  }
}

async function invalidate(run: RunContext, { file, inspection }: ValidFile, reason: string): Promise<void> {
  const fault = { code: "corrupt_file", detail: `Spark cannot read what is in it: ${reason}` };
  run.log.warn({ key: file.objectKey, fault }, `${file.objectKey} is invalid: ${fault.code}`);
  await changeStatus(run.warehouse, {
    fileId: file.fileId,
    to: "Invalid",
    reason: reasonOf([fault]),
    sha256: inspection.sha256,
    archiveState: "due",
    runId: run.runId,
    message: `${fault.code}: ${fault.detail}`,
  });
}
