import type { DataInterval, Settings } from "../config/index.ts";
import { isFolderMarker, listPages, RAW_PREFIX } from "../lake/index.ts";
import { type FileVersion, recordDiscovery } from "../warehouse/index.ts";
import { KnownDays } from "./interval/known-days.ts";
import { countMisplaced } from "./misplaced-objects.ts";
import { isOfOtherWriter } from "./other-writers.ts";
import { type Discovering, type DiscoverOptions, recordPage } from "./record-page.ts";
import { openRestored } from "./restored-files.ts";
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
  /** What the interval of the run left out. @default it has none */
  readonly interval?: IntervalCounts;
}

/** What became of new files because of the interval of the run. */
export interface IntervalCounts extends DataInterval {
  /** Left as they are: neither the object nor the ledger changes. */
  readonly outside: number;
  /** Taken, as a whole, though some of their sales are of days outside. */
  readonly straddling: number;
}

/**
 * Pages through `raw/` and records what the ledger does not know as Pending.
 * One page and the files that this run takes are in memory, never the whole listing.
 */
export async function discover(
  run: Discovering,
  { knownDays = new KnownDays() }: DiscoverOptions = {},
): Promise<Discovery> {
  const { interval } = run.settings.run;
  const files: FileVersion[] = [];
  let left = 0;
  let leftAside = 0;
  let ignored = 0;
  let outside = 0;
  let straddling = 0;
  const search = searchVanished(run);
  const restored = await openRestored(run);
  for await (const page of listPages(run.lake, RAW_PREFIX, run.signal)) {
    const objects = page.filter(({ key }) => !isFolderMarker(key));
    const landed = objects.filter(({ key }) => !isOfOtherWriter(key, run.settings.feeds));
    ignored += objects.length - landed.length;
    const recorded = await recordPage(run, landed, { knownDays, restored });
    outside += recorded.outside;
    straddling += recorded.straddling;
    for (const file of recorded.files) {
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
  await restored.end();
  await recordDiscovery(run.warehouse, { runId: run.runId, ignored });
  run.log.info(
    { files: files.length, left, leftAside, ignored, vanished },
    `discovered ${files.length} new files, and ${ignored} objects of other writers`,
  );
  const misplaced = await countMisplaced(run);
  if (interval === undefined) return { files, left, leftAside, ignored, vanished, misplaced };
  run.log.info({ outside, straddling }, `${outside} new files are outside of the interval, and are left as they are`);
  return { files, left, leftAside, ignored, vanished, misplaced, interval: { ...interval, outside, straddling } };
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
