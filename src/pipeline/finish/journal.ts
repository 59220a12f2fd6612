import {
  appendJournal,
  errorFileKey,
  JOURNAL_STATUSES,
  type JournalLine,
  type JournalRecord,
  processedFileKey,
} from "../../lake/index.ts";
import { type FileVersion, nextJournal, withoutQuotes } from "../../warehouse/index.ts";
import type { RunContext } from "../context/run-context.ts";
import { UNKNOWN_FEED } from "../validate/feed-contracts.ts";

const AT_ONCE = 1_000;

/** As often as replies of S3 may be lost in a row. */
const MOST_TAKEN = 5;

/**
 * The files as they come, each recorded in the bucket's journal before it is handed on: what the bucket keeps can be taken back
 * into a ledger that lacks it, under its key and as what it was.
 */
export async function* journaled(run: RunContext, files: AsyncIterable<FileVersion>): AsyncGenerator<FileVersion> {
  let page: FileVersion[] = [];
  for await (const file of files) {
    page.push(file);
    if (page.length < AT_ONCE) continue;
    await recordInJournal(run, page);
    yield* page;
    page = [];
  }
  await recordInJournal(run, page);
  yield* page;
}

export async function recordInJournal(run: RunContext, files: readonly FileVersion[]): Promise<void> {
  await appendToJournal(
    run,
    files.flatMap((file) => recordOf(file) ?? []),
  );
}

/** The number is taken in the ledger first: an entry that the ledger has not counted tells that the ledger is an older one. */
export async function appendToJournal(
  run: Pick<RunContext, "lake" | "warehouse" | "signal">,
  lines: readonly JournalLine[],
): Promise<void> {
  if (lines.length === 0) return;
  for (let taken = 0; taken < MOST_TAKEN; taken++) {
    const number = await nextJournal(run.warehouse);
    // One that is there already was written by a request whose reply was lost.
    if (await appendJournal(run.lake, { number, lines }, run.signal)) return;
  }
  throw new Error(
    "The bucket's journal has entries that this ledger has not written. Run again: the next run says which.",
  );
}

/** Where a settled file is kept. */
export function keptKeyOf({ status, feed, fileId, name }: FileVersion): string {
  return status === "Invalid"
    ? errorFileKey(feed === UNKNOWN_FEED ? undefined : feed, fileId, name)
    : processedFileKey(feed, fileId, name);
}

function recordOf(file: FileVersion): JournalRecord | undefined {
  const { fileId, objectKey, etag, sizeBytes, sha256, lastModified, feed, reason } = file;
  const status = JOURNAL_STATUSES.find((one) => one === file.status);
  if (status === undefined) return undefined;
  const { rowsRead, rowsAccepted, rowsRejected } = file;
  const keptAt = file.archivedKey ?? keptKeyOf(file);
  return {
    ...{ fileId, objectKey, etag, sizeBytes, sha256, lastModified, feed, status },
    // An entry is kept for ever, and nobody takes a person out of it.
    reason: reason === null ? null : withoutQuotes(reason),
    ...{ rowsRead, rowsAccepted, rowsRejected, keptAt },
  };
}
