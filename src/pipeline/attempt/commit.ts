import { CodedError } from "../../errors/index.ts";
import { type CommitResult, commitBatch, type InvalidFile, type Lease } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import type { FileRows, RowsFault } from "../transform/file-rows.ts";
import type { Built } from "../transform/transform.ts";
import { type ChangedFile, changedFiles } from "../validate/changed-files.ts";
import { reasonOf } from "../validate/file-reason.ts";
import { logDuplicate, verdictOn } from "../validate/separate-duplicates.ts";

/** Files that were overwritten or removed since they were read: the attempt is made again without them. */
export class FilesChangedError extends CodedError {
  override readonly name = "FilesChangedError";
  readonly code = "files_changed";
  readonly transient = true;
  readonly changed: readonly ChangedFile[];

  constructor(changed: readonly ChangedFile[]) {
    super(`Changed while they were processed: ${changed.map(({ file }) => file.objectKey).join(", ")}`);
    this.changed = changed;
  }
}

/**
 * Makes what was built true: files, dimensions and marts, in one MySQL transaction. The only commit point.
 *
 * @throws FilesChangedError, or IntegrityError if the numbers do not add up; then nothing is committed
 */
export async function commit(run: RunContext, lease: Lease, built: Built): Promise<CommitResult> {
  const { batchId, months, duplicates, superseded, voided, staged, loadTables } = built;
  const settledFiles = [...built.files.map(({ source }) => source.file), ...duplicates.map(({ file }) => file)];
  const changed = await changedFiles(run, settledFiles);
  if (changed.length > 0) throw new FilesChangedError(changed);
  lease.assertHeld();
  run.signal.throwIfAborted();
  const result = await commitBatch(run.warehouse, {
    job: run.job,
    batchId,
    runId: run.runId,
    fencingToken: lease.fencingToken,
    silenceMs: run.settings.lease.ttlMs,
    months,
    definitions: built.definitions,
    dimensions: run.job.dimensions.filter(({ name }) => Object.hasOwn(loadTables.dimensions, name)),
    files: built.files.filter(({ fault }) => fault === undefined).map(settled),
    invalid: built.files.flatMap((file) => (file.fault === undefined ? [] : [invalid(file, file.fault)])),
    duplicates: duplicates.map((duplicate) => ({ fileId: duplicate.file.fileId, ...verdictOn(duplicate) })),
    superseded: superseded.filter((file) => !voided.includes(file)).map(({ fileId }) => fileId),
    voided: voided.map(({ fileId }) => fileId),
    partitions: staged,
    rejections: built.rejections,
    at: (point) => run.failpoint(`commit:${point}`),
  });
  for (const duplicate of duplicates) logDuplicate(run, duplicate);
  for (const { source, fault } of built.files) {
    const { objectKey: key, fileId } = source.file;
    if (fault !== undefined) run.log.warn({ key, fileId, fault }, `${key} is invalid: ${fault.code}`);
  }
  return result;
}

/** A file that its rows condemn: known only after Spark has read it. */
function invalid({ source, accepted, rejected }: FileRows, fault: RowsFault): InvalidFile {
  return {
    fileId: source.file.fileId,
    sha256: source.inspection.sha256,
    rowsRead: accepted + rejected,
    reason: reasonOf([fault]),
    message: `${fault.code}: ${fault.detail}`,
  };
}

function settled({ source, accepted, rejected, months, dates }: FileRows) {
  return {
    fileId: source.file.fileId,
    sha256: source.inspection.sha256,
    rowsRead: accepted + rejected,
    rowsAccepted: accepted,
    rowsRejected: rejected,
    dates,
    months: months.map(({ salesMonth, rowCount, totalSales }) => ({
      salesMonth,
      rowCount,
      totalSales: totalSales.toString(),
    })),
  };
}
