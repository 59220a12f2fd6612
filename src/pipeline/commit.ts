import { isDimension } from "../../jobs/sales/index.ts";
import { headObject, mapConcurrent } from "../lake/index.ts";
import { type CommitResult, changeStatus, commitBatch, type Lease } from "../warehouse/index.ts";
import { reasonOf } from "./file-reason.ts";
import type { RunContext } from "./run-context.ts";
import type { FileRows } from "./transform/file-rows.ts";
import type { Built } from "./transform/transform.ts";

/** Files that were overwritten or removed since they were read: the attempt is made again without them. */
export class FilesChangedError extends Error {
  override readonly name = "FilesChangedError";
  readonly fileIds: ReadonlySet<number>;

  constructor(files: readonly FileRows[]) {
    super(`Changed while they were processed: ${files.map(({ source }) => source.file.objectKey).join(", ")}`);
    this.fileIds = new Set(files.map(({ source }) => source.file.fileId));
  }
}

/**
 * Makes what was built true: files, dimensions and both marts, in one MySQL transaction. The only commit point.
 *
 * @throws FilesChangedError, or IntegrityError if the numbers do not add up; then nothing is committed
 */
export async function commit(run: RunContext, lease: Lease, built: Built): Promise<CommitResult> {
  const { batchId, months, superseded, staged, loadTables } = built;
  await requireUnchanged(run, built.files);
  for (const file of built.files) {
    if (file.fault !== undefined) await refuse(run, batchId, file, file.fault);
  }
  lease.assertHeld();
  run.signal.throwIfAborted();
  return await commitBatch(run.warehouse, {
    batchId,
    runId: run.runId,
    fencingToken: lease.fencingToken,
    months,
    dimensions: Object.keys(loadTables.dimensions).filter(isDimension),
    files: built.files.filter(({ fault }) => fault === undefined).map(settled),
    superseded,
    partitions: staged,
  });
}

async function requireUnchanged(run: RunContext, files: readonly FileRows[]): Promise<void> {
  const { concurrency } = run.settings.run;
  const heads = await mapConcurrent(files, { concurrency, signal: run.signal }, ({ source }, signal) =>
    headObject(run.lake, source.file.objectKey, signal),
  );
  const changed = files.filter(({ source }, index) => heads[index]?.etag !== source.file.etag);
  if (changed.length > 0) throw new FilesChangedError(changed);
}

/** A file that its rows condemn: known only after Spark has read it. */
async function refuse(
  run: RunContext,
  batchId: string,
  file: FileRows,
  fault: NonNullable<FileRows["fault"]>,
): Promise<void> {
  const { source, accepted, rejected } = file;
  run.log.warn({ key: source.file.objectKey, fault }, `${source.file.objectKey} is invalid: ${fault.code}`);
  await changeStatus(run.warehouse, {
    fileId: source.file.fileId,
    to: "Invalid",
    reason: reasonOf([fault]),
    sha256: source.inspection.sha256,
    rowsRead: accepted + rejected,
    rowsAccepted: 0,
    rowsRejected: accepted + rejected,
    batchId,
    archiveState: "due",
    runId: run.runId,
    message: `${fault.code}: ${fault.detail}`,
  });
}

function settled({ source, accepted, rejected, months }: FileRows) {
  return {
    fileId: source.file.fileId,
    sha256: source.inspection.sha256,
    rowsRead: accepted + rejected,
    rowsAccepted: accepted,
    rowsRejected: rejected,
    months: months.map(({ salesMonth, rowCount, totalSales }) => ({
      salesMonth,
      rowCount,
      totalSales: totalSales.toString(),
    })),
  };
}
