import type { DataInterval } from "../../config/index.ts";
import { dayReader } from "../../feeds/index.ts";
import {
  type FeedContract,
  type FoundDays,
  feedOfKey,
  judgeName,
  type ListedObject,
  mapConcurrent,
  readDays,
  UNKNOWN_DAYS,
} from "../../lake/index.ts";
import { findLiveByKeys, salesDatesOf } from "../../warehouse/index.ts";
import { declaredFacts } from "../context/declared-feeds.ts";
import type { RunContext } from "../context/run-context.ts";
import { feedContracts } from "../validate/feed-contracts.ts";
import { hasDaysOutside, isInside, overlaps } from "./interval.ts";
import type { KnownDays } from "./known-days.ts";

/** What an interval is told apart by. */
export type Selecting = Pick<RunContext, "job" | "settings" | "lake" | "warehouse" | "signal">;

export interface SelectedFiles {
  /** In the order given. */
  readonly inside: readonly ListedObject[];
  /** Of them, those that also hold sales of other days: a file is taken as a whole. */
  readonly straddling: readonly ListedObject[];
}

/** Those of the new files that a run of the interval takes. The others stay as they are, in the ledger, too. */
export async function selectFiles(
  run: Selecting,
  interval: DataInterval,
  files: readonly ListedObject[],
  known: KnownDays,
): Promise<SelectedFiles> {
  if (interval.of === "sales") return await selectBySales(run, interval, files, known);
  const inside = files.filter(({ lastModified }) => isInside(interval, lastModified.toISOString()));
  return { inside, straddling: [] };
}

/**
 * Only a file of which it is certain that none of its sales is of the interval's days is left out, so that after the run all that
 * has landed for these days counts. What holds no sales, or cannot be told, is taken: it would be in no interval at all.
 */
async function selectBySales(
  run: Selecting,
  interval: DataInterval,
  files: readonly ListedObject[],
  known: KnownDays,
): Promise<SelectedFiles> {
  const contracts = feedContracts(run);
  const { concurrency } = run.settings.run;
  const judged = await mapConcurrent(files, { concurrency, signal: run.signal }, async (file, signal) => {
    const days = await daysOf(run, file, { contracts, known, signal });
    const isTaken =
      days.mayHaveOthers || days.ranges.length === 0 || days.ranges.some((range) => overlaps(interval, range));
    return { file, days, isTaken };
  });
  const corrections = await correctionsOf(
    run,
    interval,
    judged.filter(({ isTaken }) => !isTaken).map(({ file }) => file.key),
  );
  const inside = judged.filter(({ file, isTaken }) => isTaken || corrections.has(file.key));
  return {
    inside: inside.map(({ file }) => file),
    straddling: inside.filter(({ days }) => hasDaysOutside(interval, days.ranges)).map(({ file }) => file),
  };
}

interface Looking {
  readonly contracts: readonly FeedContract[];
  readonly known: KnownDays;
  readonly signal: AbortSignal;
}

async function daysOf(run: Selecting, file: ListedObject, { contracts, known, signal }: Looking): Promise<FoundDays> {
  const { facts } = run.job;
  const before = known.of(file);
  if (before !== undefined) return before;
  const { feed, faults } = judgeName(file.key, file.sizeBytes, contracts);
  if (feed === undefined || faults.length > 0 || feedOfKey(file.key) !== facts.name) return UNKNOWN_DAYS;
  const column = facts.facts.day;
  const { dateFormats } = declaredFacts(run).feed.columns.find(({ name }) => name === column) ?? {};
  try {
    const days = await readDays(run.lake, { ...file, csv: feed.csv, column, dayOf: dayReader(dateFormats) }, signal);
    known.add(file, days);
    return days;
  } catch {
    signal.throwIfAborted();
    // The run that takes it meets the same, and says what is wrong with the file.
    return UNKNOWN_DAYS;
  }
}

/** Of the keys those whose counting version has sales in the interval: what lies there now may take them back. */
async function correctionsOf(
  { warehouse, lake }: Selecting,
  interval: DataInterval,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const live = [...(await findLiveByKeys(warehouse, lake.bucket, keys)).values()];
  const dates = await salesDatesOf(
    warehouse,
    live.map(({ fileId }) => fileId),
  );
  const touching = live.filter(({ fileId }) => {
    const range = dates.get(fileId);
    return range !== undefined && overlaps(interval, range);
  });
  return new Set(touching.map(({ objectKey }) => objectKey));
}
