import { isFolderMarker, type ListedObject, type ListedRange } from "../lake/index.ts";
import { findOpenByKeys, type WaitingFile } from "../warehouse/index.ts";
import type { Discovering } from "./discovering.ts";
import { isOfOtherWriter } from "./other-writers.ts";
import type { VanishedSearch } from "./vanished-files.ts";

/** An object of the listing, and what the ledger has of its key. */
export interface ComparedObject {
  readonly object: ListedObject;
  /** The version that this object is. */
  readonly same: WaitingFile | undefined;
  /** Versions that wait for an object which another has replaced. */
  readonly others: readonly WaitingFile[];
}

export interface ComparedRange {
  /** Without those that are settled, and wait to be archived. */
  readonly compared: readonly ComparedObject[];
  /** Objects of other writers. */
  readonly ignored: number;
}

/** Holds a range of the listing against the ledger. Changes nothing. */
export async function compareRange(
  run: Discovering,
  range: ListedRange,
  search: VanishedSearch,
): Promise<ComparedRange> {
  const objects = range.objects.filter(({ key }) => !isFolderMarker(key));
  const landed = objects.filter(({ key }) => !isOfOtherWriter(key, run.settings.feeds));
  const waiting = await search.range(range);
  // Most of what is known is known by the range alone; only keys of which that does not tell all are asked for one by one.
  const isTold = ({ key, etag }: ListedObject) => waiting.get(key)?.every((version) => version.etag === etag) === true;
  const open = await findOpenByKeys(
    run.warehouse,
    run.lake.bucket,
    landed.filter((object) => !isTold(object)).map(({ key }) => key),
  );
  const compared = landed.flatMap((object): readonly ComparedObject[] => {
    const versions: readonly WaitingFile[] = open.get(object.key) ?? waiting.get(object.key) ?? [];
    const same = versions.find(({ etag }) => etag === object.etag);
    const others = versions.filter((version) => version !== same && isWaiting(version));
    return isNew(same) || others.length > 0 ? [{ object, same, others }] : [];
  });
  return { compared, ignored: objects.length - landed.length };
}

/** Whether the run has to do with an object, as far as the ledger tells. */
export function isNew(same: WaitingFile | undefined): boolean {
  return same === undefined || isWaiting(same);
}

function isWaiting({ status }: WaitingFile): boolean {
  return status === "Pending" || status === "Failed";
}
