import {
  countRecordsOf,
  folderValues,
  formatOf,
  headObject,
  inBytes,
  LakeError,
  mapConcurrent,
  type ObjectToRewrite,
  OverlongRecordError,
  rewriteObject,
  UnreadableContentError,
} from "../../lake/index.ts";
import { type FileVersion, keptFiles } from "../../warehouse/index.ts";
import { UNKNOWN_FEED } from "../validate/feed-contracts.ts";
import { eraseParquet } from "./erase-parquet.ts";
import type { Erasing } from "./erasing.ts";
import { columnOf, columnsToKeep, contractOf, type FilesFound, UNTOUCHED, unsearched } from "./kept-content.ts";
import { rememberRewritten } from "./remember-rewritten.ts";

const MOST_AT_ONCE = 4;

/**
 * Takes the person out of every file that is kept: out of files of facts what stands beside the contract's columns, out of others
 * the person's records. The ledger goes on to know a file by the content that was uploaded.
 */
export async function eraseFiles(erasing: Erasing): Promise<FilesFound> {
  const { run, facts, dimension } = erasing;
  const kept = keptFiles(run.warehouse, [facts.feed, dimension.feed, UNKNOWN_FEED]);
  const parquet: FileVersion[] = [];
  // Each may hold a part of an object in memory.
  const options = { concurrency: Math.min(run.settings.run.concurrency, MOST_AT_ONCE), signal: run.signal };
  const found = await mapConcurrent(kept, options, async (file, signal) => {
    const format = formatOf(file.name);
    if (format?.format === "parquet") parquet.push(file);
    if (format === undefined) return unsearched(file);
    return format.format === "parquet" ? UNTOUCHED : await eraseText(erasing, file, signal);
  });
  for (const file of parquet) found.push(await eraseParquet(erasing, file));
  return found.reduce(plus, UNTOUCHED);
}

async function eraseText(erasing: Erasing, file: FileVersion, signal: AbortSignal): Promise<FilesFound> {
  const { run, isDryRun } = erasing;
  const object = await objectOf(erasing, file, signal);
  if (object === undefined) return UNTOUCHED;
  let records = 0;
  try {
    records = await countRecordsOf(run.lake, object, signal);
  } catch (error) {
    if (error instanceof UnreadableContentError || error instanceof OverlongRecordError) return unsearched(file);
    if (error instanceof LakeError && error.mayBeOfObject) return unsearched(file);
    throw error;
  }
  if (records === 0) return UNTOUCHED;
  if (!isDryRun) {
    const record = async (sha256: string) => {
      if (file.sha256 !== null) await rememberRewritten(run, sha256, file.sha256);
      await run.failpoint("erase:content_recorded");
    };
    await rewriteObject(run.lake, object, record, signal);
    await run.failpoint("erase:file_rewritten");
  }
  return { files: 1, records, unsearched: [] };
}

async function objectOf(
  erasing: Erasing,
  { archivedKey, objectKey, name, feed }: FileVersion,
  signal: AbortSignal,
): Promise<ObjectToRewrite | undefined> {
  const format = formatOf(name);
  if (archivedKey === null || format === undefined || format.format === "parquet") return undefined;
  const present = await headObject(erasing.run.lake, archivedKey, signal);
  if (present === undefined) return undefined;
  const { csv } = contractOf(erasing, feed);
  const person = csv.encoding === "UTF-8" ? inBytes(erasing.person) : erasing.person;
  return {
    key: archivedKey,
    etag: present.etag,
    format: { ...format, format: format.format },
    dialect: csv,
    erasure: {
      person,
      column: columnOf(erasing, feed),
      keep: columnsToKeep(erasing, feed),
      folders: folderValues(objectKey),
    },
  };
}

function plus(one: FilesFound, other: FilesFound): FilesFound {
  return {
    files: one.files + other.files,
    records: one.records + other.records,
    unsearched: [...one.unsearched, ...other.unsearched],
  };
}
