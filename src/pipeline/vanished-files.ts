import { isBefore, type ListedRange } from "../lake/index.ts";
import { changeStatuses, findWaiting, type WaitingFile } from "../warehouse/index.ts";
import type { RunContext } from "./context/run-context.ts";

const AT_ONCE = 1_000;

type Searching = Pick<RunContext, "runId" | "log" | "warehouse" | "lake">;

/** Follows a listing of `raw/` and finds what the ledger waits for and the listing does not have. */
export interface VanishedSearch {
  /** The next range of the listing, in any order. Returns what waits for its objects, by their keys; nothing where there is no order. */
  range(range: ListedRange): Promise<ReadonlyMap<string, readonly WaitingFile[]>>;
  /** The listing has ended: what has vanished is Failed now. Returns how many files that were. */
  end(): Promise<number>;
}

/**
 * Listing and ledger are compared range by range, so no object is looked up and no more than a page of each is in memory. A server that
 * lists in another order than that of keys tells nothing this way, and then nothing is said to have vanished.
 */
export function searchVanished(run: Searching): VanishedSearch {
  const vanished: WaitingFile[] = [];
  let isOrdered = true;
  return {
    async range({ objects, after, upTo, isOrdered: isInOrder }) {
      isOrdered &&= isInOrder;
      const listed = new Set(objects.map(({ key }) => key));
      const found: WaitingFile[] = [];
      if (!isOrdered) return new Map();
      // To SQL, keys that differ in blanks at their end may be equal.
      const isInRange = (key: string) => isBefore(after, key) && (upTo === undefined || !isBefore(upTo, key));
      for await (const waiting of findWaiting(run.warehouse, run.lake.bucket, { after, upTo })) {
        found.push(...waiting.filter(({ objectKey }) => listed.has(objectKey)));
        vanished.push(...waiting.filter(({ objectKey }) => !listed.has(objectKey) && isInRange(objectKey)));
      }
      return Map.groupBy(found, ({ objectKey }) => objectKey);
    },
    async end() {
      if (!isOrdered) {
        run.log.debug("the listing of raw/ is not in the order of keys: nothing is known of vanished files");
        return 0;
      }
      await recordVanished(
        run,
        vanished.toSorted((a, b) => a.fileId - b.fileId),
      );
      return vanished.length;
    },
  };
}

async function recordVanished({ warehouse, log, runId }: Searching, files: readonly WaitingFile[]): Promise<void> {
  if (files.length === 0) return;
  const some = files.slice(0, 10).map(({ objectKey }) => objectKey);
  log.warn(
    { keys: some },
    `${files.length} files vanished from raw/ before they were processed: nothing of them counts`,
  );
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const ids = files.slice(start, start + AT_ONCE).map(({ fileId }) => fileId);
    await changeStatuses(warehouse, ids, {
      to: "Failed",
      reason: "vanished: its object was removed from raw/ before it was read. Upload it again if it should count.",
      archiveState: "replaced",
      runId,
      message: "its object is not listed any more",
    });
  }
}
