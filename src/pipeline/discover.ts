import type { Settings } from "../config/index.ts";
import { feedOfKey, isFolderMarker, type ListedObject, listPages, RAW_PREFIX } from "../lake/index.ts";
import {
  changeStatus,
  type FileVersion,
  findNewestByKey,
  findOpenByKeys,
  insertPending,
  markListedAgain,
  type NewFileVersion,
  recordDiscovery,
} from "../warehouse/index.ts";
import type { RunContext } from "./context/run-context.ts";
import { countMisplaced } from "./misplaced-objects.ts";
import { isOfOtherWriter } from "./other-writers.ts";
import { isKnownFeed, UNKNOWN_FEED } from "./validate/feed-contracts.ts";
import { searchVanished } from "./vanished-files.ts";

export interface Discovery {
  /** The file versions that this run takes, in the order of their keys. */
  readonly files: readonly FileVersion[];
  /** Further new versions: recorded as Pending, for the next run. */
  readonly left: number;
  /** Objects below `raw/` that belong to other writers: left alone. */
  readonly ignored: number;
  /** Files that waited for an object which is not there any more: Failed. */
  readonly vanished: number;
  /** Objects beside `raw/` that seem to have been meant for it. */
  readonly misplaced: number;
  /** Files that failed too often, and wait for `replay --file`. */
  readonly leftAside: number;
}

/** What discovering needs of a run: no Spark. */
export type Discovering = Pick<RunContext, "runId" | "settings" | "log" | "warehouse" | "lake" | "signal">;

/**
 * Pages through `raw/` and records what the ledger does not know as Pending.
 * One page and the files that this run takes are in memory, never the whole listing.
 *
 * @param again keys that are replayed: what lies there was uploaded when its last version was
 */
export async function discover(run: Discovering, again: ReadonlySet<string> = new Set()): Promise<Discovery> {
  const files: FileVersion[] = [];
  let left = 0;
  let leftAside = 0;
  let ignored = 0;
  const search = searchVanished(run);
  for await (const page of listPages(run.lake, RAW_PREFIX, run.signal)) {
    const objects = page.filter(({ key }) => !isFolderMarker(key));
    const landed = objects.filter(({ key }) => !isOfOtherWriter(key, run.settings.feeds));
    ignored += objects.length - landed.length;
    for (const file of await recordPage(run, landed, again)) {
      if (isLeftAside(file, run.settings.run)) {
        leftAside += 1;
        if (leftAside <= MOST_NAMED)
          run.log.warn({ key: file.objectKey, fileId: file.fileId }, `${file.objectKey} is left aside: ${file.reason}`);
      } else if (files.length < run.settings.run.maxFiles) files.push(file);
      else left += 1;
    }
    await search.page(page.map(({ key }) => key));
  }
  const vanished = await search.end();
  await recordDiscovery(run.warehouse, { runId: run.runId, ignored });
  run.log.info(
    { files: files.length, left, leftAside, ignored, vanished },
    `discovered ${files.length} new files, and ${ignored} objects of other writers`,
  );
  return { files, left, leftAside, ignored, vanished, misplaced: await countMisplaced(run) };
}

/** Of the files that are left aside, so many are named in the log of each run; `status` names more. */
const MOST_NAMED = 20;

/** Whether a file has failed so often that only `replay --file` tries it again. */
export function isLeftAside(
  { status, failures }: FileVersion,
  { maxFileFailures }: Pick<Settings["run"], "maxFileFailures">,
): boolean {
  return status === "Failed" && failures >= maxFileFailures;
}

async function recordPage(
  run: Discovering,
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
  const back = known.filter(({ archiveState }) => archiveState === "replaced");
  await markListedAgain(
    run.warehouse,
    back.map(({ fileId }) => fileId),
  );
  const files: NewFileVersion[] = [];
  for (const { key, etag, sizeBytes, lastModified } of unknown) {
    const earlier = again.has(key) ? await findNewestByKey(run.warehouse, bucket, key) : undefined;
    files.push({
      bucket,
      objectKey: key,
      etag,
      sizeBytes,
      lastModified: earlier?.lastModified ?? lastModified.toISOString(),
      feed: ledgerFeed(run.settings, key),
    });
  }
  const inserted = await insertPending(run.warehouse, { runId: run.runId, files });
  return [...known, ...inserted].toSorted((a, b) => (a.objectKey < b.objectKey ? -1 : 1));
}

/** A version that nobody read before another took its key is history. */
async function retireReplaced(run: Discovering, versions: readonly FileVersion[]): Promise<void> {
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

function ledgerFeed(settings: Settings, key: string): string {
  const feed = feedOfKey(key);
  return isKnownFeed(settings, feed) ? feed : UNKNOWN_FEED;
}
