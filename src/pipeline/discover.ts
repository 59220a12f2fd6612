import { feedOfKey, type ListedObject, listPages, RAW_PREFIX } from "../lake/index.ts";
import {
  changeStatus,
  type FileVersion,
  findNewestByKey,
  findOpenByKeys,
  insertPending,
  type NewFileVersion,
} from "../warehouse/index.ts";
import type { RunContext } from "./context/run-context.ts";
import { isKnownFeed, UNKNOWN_FEED } from "./validate/feed-contracts.ts";

export interface Discovery {
  /** The file versions that this run takes, in the order of their keys. */
  readonly files: readonly FileVersion[];
  /** Further new versions: recorded as Pending, for the next run. */
  readonly left: number;
}

/**
 * Pages through `raw/` and records what the ledger does not know as Pending.
 * One page and the files that this run takes are in memory, never the whole listing.
 *
 * @param again keys that are replayed: what lies there was uploaded when its last version was
 */
export async function discover(run: RunContext, again: ReadonlySet<string> = new Set()): Promise<Discovery> {
  const files: FileVersion[] = [];
  let left = 0;
  for await (const page of listPages(run.lake, RAW_PREFIX, run.signal)) {
    const landed = page.filter(({ key }) => !key.endsWith("/"));
    for (const file of await recordPage(run, landed, again)) {
      if (files.length < run.settings.run.maxFiles) files.push(file);
      else left += 1;
    }
  }
  run.log.info({ files: files.length, left }, `discovered ${files.length} new files`);
  return { files, left };
}

async function recordPage(
  run: RunContext,
  landed: readonly ListedObject[],
  again: ReadonlySet<string>,
): Promise<readonly FileVersion[]> {
  const { bucket } = run.lake;
  const open = await findOpenByKeys(
    run.warehouse,
    bucket,
    landed.map(({ key }) => key),
  );
  const known: FileVersion[] = [];
  const unknown: ListedObject[] = [];
  for (const object of landed) {
    const versions = open.get(object.key) ?? [];
    const same = versions.find(({ etag }) => etag === object.etag);
    if (same === undefined) unknown.push(object);
    else if (isWaiting(same)) known.push(same);
    await retireReplaced(
      run,
      versions.filter((version) => version !== same && isWaiting(version)),
    );
  }
  const files: NewFileVersion[] = [];
  for (const { key, etag, sizeBytes, lastModified } of unknown) {
    const earlier = again.has(key) ? await findNewestByKey(run.warehouse, bucket, key) : undefined;
    files.push({
      bucket,
      objectKey: key,
      etag,
      sizeBytes,
      lastModified: earlier?.lastModified ?? lastModified.toISOString(),
      feed: ledgerFeed(key),
    });
  }
  const inserted = await insertPending(run.warehouse, { runId: run.runId, files });
  return [...known, ...inserted].toSorted((a, b) => (a.objectKey < b.objectKey ? -1 : 1));
}

/** A version that nobody read before another took its key is history. */
async function retireReplaced(run: RunContext, versions: readonly FileVersion[]): Promise<void> {
  for (const { fileId } of versions) {
    await changeStatus(run.warehouse, {
      fileId,
      to: "Superseded",
      reason: "replaced before it was read",
      archiveState: "replaced",
      runId: run.runId,
      message: "another version was uploaded under its key",
    });
  }
}

function isWaiting(file: FileVersion): boolean {
  return file.status === "Pending" || file.status === "Failed";
}

function ledgerFeed(key: string): string {
  const feed = feedOfKey(key);
  return isKnownFeed(feed) ? feed : UNKNOWN_FEED;
}
