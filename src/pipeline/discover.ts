import type { DataInterval } from "../config/index.ts";
import { type ListedRange, listRanges, RAW_PREFIX, UnorderedListing } from "../lake/index.ts";
import { type FileVersion, recordDiscovery } from "../warehouse/index.ts";
import { compareRange } from "./compare-range.ts";
import type { Discovering } from "./discovering.ts";
import { KnownDays } from "./interval/known-days.ts";
import { LeftAside } from "./left-aside.ts";
import { countMisplaced } from "./misplaced-objects.ts";
import { type DiscoverOptions, recordRange } from "./record-range.ts";
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
 * Goes through `raw/` and records what the ledger does not know as Pending. A few pages and the files that this run takes are in memory,
 * never the whole listing.
 */
export async function discover(
  run: Discovering,
  { knownDays = new KnownDays() }: DiscoverOptions = {},
): Promise<Discovery> {
  const concurrency = Math.min(run.settings.run.concurrency, MOST_LISTINGS);
  try {
    return await discoverIn(run, { knownDays, concurrency });
  } catch (error) {
    if (!(error instanceof UnorderedListing)) throw error;
    run.log.warn(`raw/ is listed once more, page by page: ${error.message}`);
    return await discoverIn(run, { knownDays, concurrency: 1 });
  }
}

/** Listing more at once takes memory, and the driver has enough to do with the answers of so many. */
const MOST_LISTINGS = 8;

async function discoverIn(
  run: Discovering,
  { knownDays, concurrency }: Required<DiscoverOptions> & { readonly concurrency: number },
): Promise<Discovery> {
  const { interval, maxFiles } = run.settings.run;
  const files: FileVersion[] = [];
  const leftAside = new LeftAside();
  let left = 0;
  let ignored = 0;
  let outside = 0;
  let straddling = 0;
  const search = searchVanished(run);
  const restored = await openRestored(run);
  const look = async (range: ListedRange) => {
    const { compared, ignored: ofOthers } = await compareRange(run, range, search);
    ignored += ofOthers;
    if (interval !== undefined) return someOf(compared);
    return someOf(compared.filter((one) => !leftAside.takes(one, run.settings.run)));
  };
  for await (const compared of listRanges(run.lake, RAW_PREFIX, { concurrency, signal: run.signal }, look)) {
    const recorded = await recordRange(run, compared, { knownDays, restored, room: maxFiles - files.length });
    files.push(...recorded.files);
    left += recorded.left;
    leftAside.add(recorded.leftAside);
    outside += recorded.outside;
    straddling += recorded.straddling;
  }
  await leftAside.tell(run);
  const vanished = await search.end();
  await restored.end();
  await recordDiscovery(run.warehouse, { runId: run.runId, ignored });
  run.log.info(
    { files: files.length, left, leftAside: leftAside.count, ignored, vanished },
    `discovered ${files.length} new files, and ${ignored} objects of other writers`,
  );
  const misplaced = await countMisplaced(run);
  const found = { files, left, leftAside: leftAside.count, ignored, vanished, misplaced };
  if (interval === undefined) return found;
  run.log.info({ outside, straddling }, `${outside} new files are outside of the interval, and are left as they are`);
  return { ...found, interval: { ...interval, outside, straddling } };
}

/** What is nothing does not have to wait for its turn. */
function someOf<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
