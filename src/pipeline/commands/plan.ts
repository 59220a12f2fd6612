import type { Settings } from "../../config/index.ts";
import type { Job } from "../../job/index.ts";
import {
  type FeedContract,
  feedOfKey,
  isFolderMarker,
  judgeName,
  type Lake,
  type ListedObject,
  listPages,
  RAW_PREFIX,
} from "../../lake/index.ts";
import {
  type Batch,
  type FileVersion,
  findLiveByEtag,
  findLiveByKeys,
  findOpenByKeys,
  type LeaseHolder,
  runningNow,
  unfinishedBatches,
  type Warehouse,
} from "../../warehouse/index.ts";
import { KnownDays } from "../interval/known-days.ts";
import { selectFiles } from "../interval/select-files.ts";
import { isLeftAside } from "../left-aside.ts";
import { isOfOtherWriter } from "../other-writers.ts";
import { type ContentIdentity, identityOfContents, valuesByFolders } from "../validate/content-identity.ts";
import { reasonOf } from "../validate/file-reason.ts";

/** What a run would make of a file, as far as its listing tells. Its content may still be found invalid or equal. */
export type Prospect = "new" | "correction" | "duplicate" | "invalid" | "left" | "left_aside" | "outside";

export interface PlannedFile {
  readonly key: string;
  readonly sizeBytes: number;
  readonly feed: string | null;
  readonly prospect: Prospect;
  /** Why, where there is something to say. */
  readonly detail: string;
}

export interface Plan {
  /** The run that works now, which may do all this. */
  readonly running: LeaseHolder | undefined;
  /** Batches that the run would finish or give up first. */
  readonly unfinished: readonly Pick<Batch, "batchId" | "state">[];
  /** In the order of their keys; then those that the run does not take. */
  readonly files: readonly PlannedFile[];
  /** Objects in `raw/` that were dealt with and wait to be archived. */
  readonly settled: number;
  /** Objects in `raw/` that belong to other writers, and are left alone. */
  readonly ignored: number;
}

export interface PlanInput {
  readonly warehouse: Warehouse;
  readonly lake: Lake;
  readonly job: Job;
  readonly contracts: readonly FeedContract[];
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

/** What a run would do now, from the listing and the ledger. Writes nothing and needs no lease. */
export async function plan(input: PlanInput): Promise<Plan> {
  const { warehouse, lake, settings, signal } = input;
  const { maxFiles } = settings.run;
  const landed: Landed[] = [];
  const leftAside: PlannedFile[] = [];
  const outside: PlannedFile[] = [];
  let settled = 0;
  let ignored = 0;
  for await (const page of listPages(lake, RAW_PREFIX, signal)) {
    const files = page.filter(({ key }) => !isFolderMarker(key));
    const objects = files.filter(({ key }) => !isOfOtherWriter(key, settings.feeds));
    ignored += files.length - objects.length;
    const ledger = await lookUp(input, objects);
    const waiting: ListedObject[] = [];
    for (const object of objects) {
      const version = ledger.open.get(object.key)?.find(({ etag }) => etag === object.etag);
      if (version !== undefined && !isToDo(version)) settled += 1;
      else if (version !== undefined && isLeftAside(version, settings.run)) {
        leftAside.push(planned(object, "left_aside", version.reason ?? ""));
      } else waiting.push(object);
    }
    const inside = await filesInside(input, waiting);
    for (const object of waiting) {
      if (!inside.has(object)) outside.push(planned(object, "outside", "outside of the data interval"));
      else
        landed.push({
          object,
          current: ledger.liveByKey.get(object.key),
          equals: ledger.liveByEtag.get(object.etag) ?? [],
        });
    }
  }
  const taken = landed.slice(0, maxFiles);
  const left = landed.slice(maxFiles).map(({ object }) => planned(object, "left", `beyond run.maxFiles (${maxFiles})`));
  const unfinished = (await unfinishedBatches(warehouse)).map(({ batchId, state }) => ({ batchId, state }));
  const files = [...judgeAll(input, taken), ...left, ...leftAside, ...outside];
  return { running: await runningNow(warehouse), unfinished, files, settled, ignored };
}

async function filesInside(input: PlanInput, files: readonly ListedObject[]): Promise<ReadonlySet<ListedObject>> {
  const { interval } = input.settings.run;
  if (interval === undefined) return new Set(files);
  return new Set((await selectFiles(input, interval, files, new KnownDays())).inside);
}

/** An object that a run would take. */
interface Landed {
  readonly object: ListedObject;
  /** The version of its key that counts now. */
  readonly current: FileVersion | undefined;
  /** Versions of any key that count now and have its ETag. */
  readonly equals: readonly FileVersion[];
}

interface Ledger {
  /** Versions that are not settled or not archived yet, by key. */
  readonly open: ReadonlyMap<string, readonly FileVersion[]>;
  /** The versions that count, by key and by ETag. */
  readonly liveByKey: ReadonlyMap<string, FileVersion>;
  readonly liveByEtag: ReadonlyMap<string, readonly FileVersion[]>;
}

async function lookUp({ warehouse, lake }: PlanInput, landed: readonly ListedObject[]): Promise<Ledger> {
  const keys = landed.map(({ key }) => key);
  const etags = landed.map(({ etag }) => etag);
  return {
    open: await findOpenByKeys(warehouse, lake.bucket, keys),
    liveByKey: await findLiveByKeys(warehouse, lake.bucket, keys),
    liveByEtag: await findLiveByEtag(warehouse, lake.bucket, etags),
  };
}

/** In the order of their keys: of equal new files the first counts. A version that is corrected counts no more. */
function judgeAll({ job, contracts, settings }: PlanInput, landed: readonly Landed[]): readonly PlannedFile[] {
  const corrected = new Set(
    landed.flatMap(({ object, current }) =>
      current === undefined || current.etag === object.etag ? [] : [current.fileId],
    ),
  );
  // What holds no rows is never a duplicate.
  const contents = identityOfContents({ job, settings });
  const counts = (live: FileVersion) => !corrected.has(live.fileId) && live.rowsRead !== 0;
  const firstOf = new Map<string, string>();
  return landed.map(({ object, current, equals }) => {
    const { key, sizeBytes } = object;
    const { feed, faults } = judgeName(key, sizeBytes, contracts);
    if (feed === undefined || faults.length > 0) return planned(object, "invalid", reasonOf(faults));
    const identity = identityOf(object, feed.feed, contents);
    const counting = equals.find(
      (live) => identityOf({ ...live, key: live.objectKey }, live.feed, contents) === identity && counts(live),
    );
    const same = counting === undefined ? firstOf.get(identity) : `${counting.objectKey} (file ${counting.fileId})`;
    const replaces =
      current === undefined || !corrected.has(current.fileId)
        ? ""
        : `replaces file ${current.fileId} of batch ${current.batchId}`;
    if (same !== undefined) {
      return planned(object, "duplicate", [`has the ETag of ${same}`, replaces].filter(Boolean).join("\n"));
    }
    firstOf.set(identity, key);
    return planned(object, current === undefined ? "new" : "correction", replaces);
  });
}

/** An ETag is usually the content's MD5, but need not be: only the run, which hashes the content, knows for certain. */
function identityOf(
  { key, etag, sizeBytes }: Pick<ListedObject, "key" | "etag" | "sizeBytes">,
  feed: string,
  contents: ContentIdentity,
): string {
  const isByKey = contents.byKey.has(feed);
  return JSON.stringify([feed, etag, sizeBytes, isByKey ? key : "", ...valuesByFolders(feed, key, contents)]);
}

function planned({ key, sizeBytes }: ListedObject, prospect: Prospect, detail: string): PlannedFile {
  return { key, sizeBytes, feed: feedOfKey(key) ?? null, prospect, detail };
}

/** One that an unfinished batch has taken is free again once that batch is given up. */
function isToDo({ status }: FileVersion): boolean {
  return status === "Pending" || status === "Failed" || status === "Processing";
}
