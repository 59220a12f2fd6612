import { dimensionOf, type Job } from "../../../job/index.ts";
import {
  type AdoptedFile,
  changeStatus,
  insertAdopted,
  markArchived,
  markKeptAlready,
  useIdsUpTo,
} from "../../../warehouse/index.ts";
import type { RunContext } from "../../context/run-context.ts";
import type { LostFile, LostFiles } from "./lost-files.ts";

/**
 * Takes the files into the ledger: those that do not count as what they were, the others as Pending, to be read where they are kept. A
 * dimension's rows outlast the file that replaces it, so all of its versions are read. Can be repeated.
 */
export async function takeBack(run: RunContext, { files, largestId }: LostFiles): Promise<void> {
  // First: from here on no new file gets an id that the bucket knows.
  if (largestId > 0) await useIdsUpTo(run.warehouse, largestId);
  for (const file of files) {
    if (file.known === undefined) await insertAdopted(run.warehouse, run.runId, [adopted(run, file)]);
    else await settleKnown(run, file);
  }
}

function adopted(run: RunContext, { record, kept, isIdTaken }: LostFile): AdoptedFile {
  const { fileId, keptAt: _, status, ...rest } = record;
  const fields = { ...rest, fileId: isIdTaken ? null : fileId, bucket: run.lake.bucket, archivedKey: kept.key };
  if (!isRead(run.job, record) && status !== "Processed") return { ...fields, status };
  return {
    ...fields,
    status: "Pending",
    etag: kept.etag,
    ...{ sha256: null, reason: null, rowsRead: null, rowsAccepted: null, rowsRejected: null },
  };
}

async function settleKnown(run: RunContext, { record, kept }: LostFile): Promise<void> {
  const { fileId, status, reason, sha256 } = record;
  if (isRead(run.job, record) || status === "Processed") {
    await markKeptAlready(run.warehouse, { fileId, etag: kept.etag, archivedKey: kept.key });
    return;
  }
  await changeStatus(run.warehouse, {
    fileId,
    to: status,
    reason,
    ...(sha256 !== null && { sha256 }),
    archiveState: "done",
    runId: run.runId,
    message: "adopted from the bucket",
  });
  await markArchived(run.warehouse, fileId, kept.key);
}

function isRead(job: Job, { status, feed }: LostFile["record"]): boolean {
  return status === "Processed" || (status === "Superseded" && dimensionOf(job, feed) !== undefined);
}
