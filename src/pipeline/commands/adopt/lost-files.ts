import {
  folderOfKey,
  headObject,
  isReasonKey,
  type JournalRecord,
  type ListedObject,
  listPages,
} from "../../../lake/index.ts";
import { type FileVersion, findByIds, findNewestByKey } from "../../../warehouse/index.ts";
import type { Looking } from "./looking.ts";
import { unrecordedFiles } from "./unrecorded-files.ts";

/** A file that the bucket keeps, and that the ledger has not, or not so. */
export interface LostFile {
  readonly record: JournalRecord;
  readonly kept: ListedObject;
  /** The ledger's own row, without a verdict. */
  readonly known: FileVersion | undefined;
  /** The ledger has given its id to another file. */
  readonly isIdTaken: boolean;
}

/** How the ledger differs from what the bucket shows. */
export interface LostFiles {
  readonly files: readonly LostFile[];
  /** Files that count by the ledger, and had stopped to. */
  readonly superseded: readonly FileVersion[];
  /** Files that counted, and whose content is nowhere any more. */
  readonly gone: readonly JournalRecord[];
  /** The largest id that the bucket shows. */
  readonly largestId: number;
}

/**
 * Compares the bucket with the ledger: what the journal tells since the last entry that the ledger knows, and kept files that it does not tell
 * of, as earlier versions of the pipeline left them. What was recorded, but never moved, still lies below `raw/`: it is not lost.
 */
export async function findLostFiles(looking: Looking, records: ReadonlyMap<number, JournalRecord>): Promise<LostFiles> {
  const unrecorded = await unrecordedFiles(looking, new Set(records.keys()));
  const all = [...records.values(), ...unrecorded].toSorted((a, b) => a.fileId - b.fileId);
  const known = await findByIds(
    looking.warehouse,
    all.map(({ fileId }) => fileId),
  );
  const files: LostFile[] = [];
  const superseded: FileVersion[] = [];
  const gone: JournalRecord[] = [];
  for (const record of all) {
    const row = known.get(record.fileId);
    const isIdTaken = row !== undefined && !isSameVersion(row, record);
    if (row !== undefined && !isIdTaken && !isUnsettled(row)) {
      if (row.status === "Processed" && record.status === "Superseded") superseded.push(row);
      continue;
    }
    const kept = await findKept(looking, record);
    if (kept !== undefined && isIdTaken && (await isAdopted(looking, record, kept))) continue;
    if (kept !== undefined) files.push({ record, kept, known: isIdTaken ? undefined : row, isIdTaken });
    else if (record.status === "Processed" && !(await isLanded(looking, record))) gone.push(record);
  }
  return { files, superseded, gone, largestId: all.at(-1)?.fileId ?? 0 };
}

function isSameVersion(row: FileVersion, { objectKey, etag, sha256 }: JournalRecord): boolean {
  if (row.objectKey !== objectKey) return false;
  return row.etag === etag || row.archivedKey !== null || (sha256 !== null && row.sha256 === sha256);
}

/** Under another id: its own had been given out again. */
async function isAdopted({ lake, warehouse }: Looking, { objectKey }: JournalRecord, kept: ListedObject) {
  return (await findNewestByKey(warehouse, lake.bucket, objectKey))?.archivedKey === kept.key;
}

function isUnsettled({ status }: FileVersion): boolean {
  return status === "Pending" || status === "Processing" || status === "Failed";
}

/**
 * At its key; or, where other content lay there, in a folder beside it. What was rewritten at its key since, to take a person out of it,
 * has another size, and is the file all the same.
 */
async function findKept({ lake, signal }: Looking, record: JournalRecord): Promise<ListedObject | undefined> {
  let rewritten: ListedObject | undefined;
  for await (const page of listPages(lake, folderOfKey(record.keptAt), signal)) {
    const files = page.filter(({ key }) => !isReasonKey(key));
    const objects = files.filter(({ sizeBytes }) => sizeBytes === record.sizeBytes);
    const found = objects.find(({ etag }) => etag === record.etag) ?? objects.find(({ key }) => key === record.keptAt);
    if (found !== undefined) return found;
    rewritten ??= files.find(({ key }) => key === record.keptAt);
  }
  return rewritten;
}

async function isLanded({ lake, signal }: Looking, { objectKey, etag }: JournalRecord): Promise<boolean> {
  return (await headObject(lake, objectKey, signal))?.etag === etag;
}
