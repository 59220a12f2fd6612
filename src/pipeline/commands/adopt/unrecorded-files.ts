import {
  fileOfKey,
  isReasonKey,
  type JournalRecord,
  type ListedObject,
  listPages,
  nameOfKey,
  rawPrefix,
} from "../../../lake/index.ts";
import { findByIds } from "../../../warehouse/index.ts";
import type { Looking } from "./looking.ts";

const KEPT = ["processed/files/", "error/files/"] as const;

/**
 * Kept files of which neither the journal nor the ledger tells: versions of the pipeline that kept no journal moved them. Their key below
 * `raw/` is taken to be that of their name, and of several under one key the last to count.
 */
export async function unrecordedFiles(
  { lake, warehouse, signal }: Looking,
  recorded: ReadonlySet<number>,
): Promise<readonly JournalRecord[]> {
  const found: JournalRecord[] = [];
  for (const prefix of KEPT) {
    for await (const page of listPages(lake, prefix, signal)) {
      const records = page.flatMap((object) => recordFrom(object) ?? []).filter(({ fileId }) => !recorded.has(fileId));
      const known = await findByIds(
        warehouse,
        records.map(({ fileId }) => fileId),
      );
      found.push(...records.filter(({ fileId }) => !known.has(fileId)));
    }
  }
  return lastOfEachKeyCounts(found);
}

function recordFrom({ key, etag, sizeBytes, lastModified }: ListedObject): JournalRecord | undefined {
  const fileId = fileOfKey(key);
  const [area, , feed = ""] = key.split("/");
  if (fileId === undefined || isReasonKey(key)) return undefined;
  const isInvalid = area === "error";
  return {
    fileId,
    objectKey: `${rawPrefix(feed)}${nameOfKey(key)}`,
    etag,
    sizeBytes,
    sha256: null,
    lastModified: lastModified.toISOString(),
    feed,
    status: isInvalid ? "Invalid" : "Processed",
    reason: isInvalid ? "adopted: its reason lies beside it" : null,
    rowsRead: null,
    rowsAccepted: null,
    rowsRejected: null,
    keptAt: key,
  };
}

function lastOfEachKeyCounts(records: readonly JournalRecord[]): readonly JournalRecord[] {
  const last = new Map<string, number>();
  for (const { objectKey, fileId, status } of records) {
    if (status === "Processed") last.set(objectKey, Math.max(fileId, last.get(objectKey) ?? 0));
  }
  return records.map((record) =>
    record.status === "Processed" && last.get(record.objectKey) !== record.fileId
      ? { ...record, status: "Superseded", reason: "replaced by a later version of its key" }
      : record,
  );
}
