import type { Settings } from "../config/index.ts";
import { feedOfKey, type ListedObject, mapConcurrent } from "../lake/index.ts";
import {
  changeStatus,
  type FileVersion,
  findOpenByKeys,
  insertPending,
  markListedAgain,
  type NewFileVersion,
} from "../warehouse/index.ts";
import type { RunContext } from "./context/run-context.ts";
import type { KnownDays } from "./interval/known-days.ts";
import { type Selecting, selectFiles } from "./interval/select-files.ts";
import type { Restored } from "./restored-files.ts";
import { isKnownFeed, UNKNOWN_FEED } from "./validate/feed-contracts.ts";

/** What discovering needs of a run: no Spark. */
export type Discovering = Selecting & Pick<RunContext, "runId" | "log">;

export interface DiscoverOptions {
  /** What earlier runs of the process have looked up. */
  readonly knownDays?: KnownDays;
}

export interface RecordedPage {
  /** In the order of their keys. */
  readonly files: readonly FileVersion[];
  readonly outside: number;
  readonly straddling: number;
}

/** Records what the ledger does not know of a page of the listing, as far as it is in the run's interval. */
export async function recordPage(
  run: Discovering,
  landed: readonly ListedObject[],
  { restored, knownDays }: Required<DiscoverOptions> & { readonly restored: Restored },
): Promise<RecordedPage> {
  const { bucket } = run.lake;
  const open = await findOpenByKeys(
    run.warehouse,
    bucket,
    landed.map(({ key }) => key),
  );
  const listed = landed.map((object) => {
    const versions = open.get(object.key) ?? [];
    const same = versions.find(({ etag }) => etag === object.etag);
    return { object, same, others: versions.filter((version) => version !== same && isWaiting(version)) };
  });
  const isNew = (same: FileVersion | undefined) => same === undefined || isWaiting(same);
  const { inside, straddling } = await selected(
    run,
    listed.filter(({ same }) => isNew(same)).map(({ object }) => object),
    knownDays,
  );
  const known: FileVersion[] = [];
  const unknown: ListedObject[] = [];
  let outside = 0;
  for (const { object, same, others } of listed) {
    if (isNew(same) && !inside.has(object)) {
      outside += 1;
      restored.leave(object);
      continue;
    }
    if (same === undefined) unknown.push(object);
    else if (isWaiting(same)) known.push(same);
    await retireReplaced(run, others);
  }
  const back = known.filter(({ archiveState }) => archiveState === "replaced");
  await markListedAgain(
    run.warehouse,
    back.map(({ fileId }) => fileId),
  );
  const inserted = await insertPending(run.warehouse, {
    runId: run.runId,
    files: await asVersions(run, unknown, restored),
  });
  const files = [...known, ...inserted].toSorted((a, b) => (a.objectKey < b.objectKey ? -1 : 1));
  return { files, outside, straddling };
}

interface Selected {
  readonly inside: ReadonlySet<ListedObject>;
  readonly straddling: number;
}

async function selected(run: Discovering, files: readonly ListedObject[], knownDays: KnownDays): Promise<Selected> {
  const { interval } = run.settings.run;
  if (interval === undefined) return { inside: new Set(files), straddling: 0 };
  const { inside, straddling } = await selectFiles(run, interval, files, knownDays);
  return { inside: new Set(inside), straddling: straddling.length };
}

/** The copy of a kept file was uploaded when that was. */
async function asVersions(
  run: Discovering,
  objects: readonly ListedObject[],
  restored: Restored,
): Promise<readonly NewFileVersion[]> {
  const { concurrency } = run.settings.run;
  return await mapConcurrent(objects, { concurrency, signal: run.signal }, async (object) => {
    const { key, etag, sizeBytes, lastModified } = object;
    return {
      bucket: run.lake.bucket,
      objectKey: key,
      etag,
      sizeBytes,
      lastModified: (await restored.originalOf(object))?.lastModified ?? lastModified.toISOString(),
      feed: ledgerFeed(run.settings, key),
    };
  });
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
