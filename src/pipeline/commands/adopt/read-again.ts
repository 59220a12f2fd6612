import { cleanedSalesMonthPrefix, headObject, listPages, mapConcurrent } from "../../../lake/index.ts";
import { type FileVersion, filesOfPart, insertAdopted, liveParts } from "../../../warehouse/index.ts";
import type { RunContext } from "../../context/run-context.ts";

/**
 * The files that count, and whose cleaned sales were removed since by a compaction that the ledger does not know: their kept
 * originals are to be read again. None of their months could be computed otherwise.
 */
export async function filesToReadAgain(run: RunContext): Promise<readonly FileVersion[]> {
  const { concurrency } = run.settings.run;
  const parts = await liveParts(run.warehouse);
  const present = await mapConcurrent(parts, { concurrency, signal: run.signal }, async (part, signal) => {
    for await (const _ of listPages(run.lake, cleanedSalesMonthPrefix(part.batchId, part.salesMonth), signal))
      return true;
    return false;
  });
  const files = new Map<number, FileVersion>();
  for (const part of parts.filter((_, at) => present[at] === false)) {
    for (const file of await filesOfPart(run.warehouse, part)) files.set(file.fileId, file);
  }
  return [...files.values()];
}

/**
 * Takes each of the files into the ledger once more, as a version that replaces it. Can be repeated.
 *
 * @param waiting adopted files that are there already
 */
export async function adoptAgain(
  run: RunContext,
  files: readonly FileVersion[],
  waiting: readonly FileVersion[],
): Promise<void> {
  const isThere = (file: FileVersion) =>
    waiting.some(({ objectKey, archivedKey }) => objectKey === file.objectKey && archivedKey === file.archivedKey);
  for (const file of files.filter((one) => !isThere(one))) {
    const { bucket, objectKey, lastModified, feed, archivedKey } = file;
    const kept = archivedKey === null ? undefined : await headObject(run.lake, archivedKey, run.signal);
    if (kept === undefined) {
      throw new Error(
        `The cleaned sales of file ${file.fileId} (${objectKey}) are gone, and its original is not kept any more. Restore a newer backup of the ledger.`,
      );
    }
    const nothingRead = { sha256: null, reason: null, rowsRead: null, rowsAccepted: null, rowsRejected: null };
    const version = {
      bucket,
      objectKey,
      lastModified,
      feed,
      etag: kept.etag,
      sizeBytes: kept.sizeBytes,
      ...nothingRead,
    };
    await insertAdopted(run.warehouse, run.runId, [
      { ...version, fileId: null, status: "Pending", archivedKey: kept.key },
    ]);
  }
}
