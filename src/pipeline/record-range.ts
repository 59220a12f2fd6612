import type { Settings } from "../config/index.ts";
import { feedOfKey, type ListedObject, mapConcurrent } from "../lake/index.ts";
import {
  changeStatus,
  type FileVersion,
  findByIds,
  insertPending,
  markListedAgain,
  type NewFileVersion,
  type WaitingFile,
} from "../warehouse/index.ts";
import { type ComparedObject, isNew } from "./compare-range.ts";
import type { Discovering } from "./discovering.ts";
import type { KnownDays } from "./interval/known-days.ts";
import { selectFiles } from "./interval/select-files.ts";
import { isLeftAside } from "./left-aside.ts";
import type { Restored } from "./restored-files.ts";
import { isKnownFeed, UNKNOWN_FEED } from "./validate/feed-contracts.ts";

export interface DiscoverOptions {
  /** What earlier runs of the process have looked up. */
  readonly knownDays?: KnownDays;
}

export interface RecordedRange {
  /** Those that this run takes, in the order of their keys. */
  readonly files: readonly FileVersion[];
  /** Further ones, for the next run. */
  readonly left: number;
  /** Those that failed too often. */
  readonly leftAside: readonly WaitingFile[];
  readonly outside: number;
  readonly straddling: number;
}

export interface Recording extends Required<DiscoverOptions> {
  readonly restored: Restored;
  /** The run takes so many more files. */
  readonly room: number;
}

/** Records what the ledger does not know of a range of the listing, as far as it is in the run's interval. */
export async function recordRange(
  run: Discovering,
  compared: readonly ComparedObject[],
  { restored, knownDays, room }: Recording,
): Promise<RecordedRange> {
  const { inside, straddling } = await selected(
    run,
    compared.filter(({ same }) => isNew(same)).map(({ object }) => object),
    knownDays,
  );
  const known: WaitingFile[] = [];
  const unknown: ListedObject[] = [];
  let outside = 0;
  for (const { object, same, others } of compared) {
    if (isNew(same) && !inside.has(object)) {
      outside += 1;
      restored.leave(object);
      continue;
    }
    if (same === undefined) unknown.push(object);
    else if (isNew(same)) known.push(same);
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
  const leftAside = known.filter((file) => isLeftAside(file, run.settings.run));
  const waiting = known.filter((file) => !isLeftAside(file, run.settings.run));
  const all = [...waiting, ...inserted].toSorted((a, b) => (a.objectKey < b.objectKey ? -1 : 1));
  const taken = all.slice(0, room);
  const files = await wholeVersions(run, taken, inserted);
  return { files, left: all.length - taken.length, leftAside, outside, straddling };
}

/** In the order given; only what is taken is read from the ledger as a whole. */
async function wholeVersions(
  { warehouse }: Discovering,
  taken: readonly WaitingFile[],
  inserted: readonly FileVersion[],
): Promise<readonly FileVersion[]> {
  const ofInserted = new Map(inserted.map((file) => [file.fileId, file]));
  const ids = taken.map(({ fileId }) => fileId).filter((fileId) => !ofInserted.has(fileId));
  const ofKnown = await findByIds(warehouse, ids);
  return taken.flatMap(({ fileId }) => ofInserted.get(fileId) ?? ofKnown.get(fileId) ?? []);
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
async function retireReplaced(run: Discovering, versions: readonly WaitingFile[]): Promise<void> {
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

function ledgerFeed(settings: Settings, key: string): string {
  const feed = feedOfKey(key);
  return isKnownFeed(settings, feed) ? feed : UNKNOWN_FEED;
}
