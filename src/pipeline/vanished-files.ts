import { changeStatuses, findWaiting, type WaitingFile } from "../warehouse/index.ts";
import type { RunContext } from "./context/run-context.ts";

const AT_ONCE = 1_000;

type Searching = Pick<RunContext, "runId" | "log" | "warehouse" | "lake">;

/** Follows a listing of `raw/` and finds what the ledger waits for and the listing does not have. */
export interface VanishedSearch {
  /** The next page of the listing: all of its keys, in its order. */
  page(keys: readonly string[]): Promise<void>;
  /** The listing has ended: what has vanished is Failed now. Returns how many files that were. */
  end(): Promise<number>;
}

/**
 * Listing and ledger are compared range by range, each in the order of keys, so no object is looked up and no more than a page is in
 * memory. A server that lists in another order tells nothing this way, and then nothing is said to have vanished.
 */
export function searchVanished(run: Searching): VanishedSearch {
  const vanished: WaitingFile[] = [];
  let last = "";
  let isOrdered = true;
  const compare = async (listed: ReadonlySet<string>, upTo: string | undefined) => {
    for await (const waiting of findWaiting(run.warehouse, run.lake.bucket, { after: last, upTo })) {
      const isInRange = (key: string) => isBefore(last, key) && (upTo === undefined || !isBefore(upTo, key));
      vanished.push(...waiting.filter(({ objectKey }) => !listed.has(objectKey) && isInRange(objectKey)));
    }
  };
  return {
    async page(keys) {
      isOrdered &&= keys.every((key, index) => isBefore(keys[index - 1] ?? last, key));
      const upTo = keys.at(-1);
      if (!isOrdered || upTo === undefined) return;
      await compare(new Set(keys), upTo);
      last = upTo;
    },
    async end() {
      if (!isOrdered) {
        run.log.debug("the listing of raw/ is not in the order of keys: nothing is known of vanished files");
        return 0;
      }
      await compare(new Set(), undefined);
      await recordVanished(run, vanished);
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

/** In the order of their UTF-8 bytes, as S3 lists keys. */
function isBefore(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
}
