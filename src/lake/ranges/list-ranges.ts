import { type ListedObject, listPage } from "../list-page.ts";
import type { Lake } from "../open-lake.ts";
import { ascend, isBefore } from "./key-order.ts";
import { sharedLength, splitRange } from "./split-range.ts";
import { UnorderedListing } from "./unordered-listing.ts";

/** What a listing has between two keys, all of it. */
export interface ListedRange {
  readonly objects: readonly ListedObject[];
  /** Behind this key; empty at the beginning. */
  readonly after: string;
  /** Up to this key; undefined: to the end of the listing. */
  readonly upTo: string | undefined;
  /** Whether the server has listed in the order of keys so far; otherwise the two bounds mean nothing. */
  readonly isOrdered: boolean;
}

export interface RangesOptions {
  /** How many listings may be under way at once. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** A stretch of the listing that is listed page by page. The stretches follow each other, and together are all of it. */
interface Stretch<Found> {
  last: string;
  upTo: string | undefined;
  varies: number;
  continuation: string | undefined;
  /** Whether `last` is the key of an object. */
  hasListed: boolean;
  isBusy: boolean;
  isDone: boolean;
  /** In the order of keys. */
  readonly found: Found[];
}

/** So many pages come one after the other before another listing begins, and for each one that does: a guess may be in vain. */
const PAGES_FOR_A_SPLIT = 3;

/** Further than so many pages with something found nothing is listed ahead. */
const MOST_AHEAD = 32;

/**
 * Lists what begins with `prefix` in several listings at once, each of a range of keys. Where the ranges part is guessed from the keys that
 * have come; what is a page, or a few, is listed as `listPages` does, without one request more.
 *
 * @param look is called with each range as it comes, several at once, in no order
 * @yields what `look` found, if it did, in the order of keys
 * @throws UnorderedListing for a server that does not list in the order of keys, when that was not to be seen in time
 */
export async function* listRanges<Found>(
  lake: Lake,
  prefix: string,
  { concurrency, signal }: RangesOptions,
  look: (range: ListedRange) => Promise<Found | undefined>,
): AsyncGenerator<Found, void, undefined> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const stretches: Stretch<Found>[] = [newStretch("", undefined, Number.POSITIVE_INFINITY)];
  const underWay = new Set<Promise<void>>();
  let isOrdered = true;
  let pages = 0;
  let splits = 0;

  async function listNext(stretch: Stretch<Found>): Promise<void> {
    const { last, continuation } = stretch;
    const after = continuation === undefined && last !== "" ? last : undefined;
    const page = await listPage(lake, { prefix, after, continuation, signal: stop });
    pages += 1;
    const keys = page.objects.map(({ key }) => key);
    isOrdered &&= ascend(keys, last);
    if (!isOrdered && splits > 0) throw new UnorderedListing(keys[0] ?? prefix);
    // Another listing may have taken over the end of the stretch since it was asked for.
    const { upTo } = stretch;
    const objects =
      upTo === undefined ? page.objects : page.objects.filter(({ key }) => key === upTo || isBefore(key, upTo));
    stretch.isDone = page.continuation === undefined || objects.length < page.objects.length;
    stretch.continuation = page.continuation;
    stretch.last = objects.at(-1)?.key ?? last;
    stretch.hasListed ||= objects.length > 0;
    const bound = stretch.isDone ? upTo : stretch.last;
    const found = await look({ objects, after: last, upTo: bound, isOrdered });
    if (found !== undefined) stretch.found.push(found);
  }

  function start(stretch: Stretch<Found>): void {
    stretch.isBusy = true;
    const task = listNext(stretch)
      .catch((error: unknown) => failure.abort(error))
      .finally(() => {
        stretch.isBusy = false;
        underWay.delete(task);
      });
    underWay.add(task);
  }

  function split(): boolean {
    if (!isOrdered || pages < PAGES_FOR_A_SPLIT * (splits + 1)) return false;
    const widest = stretches
      .filter(({ hasListed, isDone }) => hasListed && !isDone)
      .toSorted((a, b) => sharedLength(a, prefix) - sharedLength(b, prefix))
      .find((stretch) => splitRange(stretch, prefix) !== undefined);
    const parts = widest && splitRange(widest, prefix);
    if (widest === undefined || parts === undefined) return false;
    splits += 1;
    stretches.splice(stretches.indexOf(widest) + 1, 0, newStretch(parts.at, widest.upTo, parts.varies));
    widest.upTo = parts.at;
    return true;
  }

  function startMore(): void {
    const head = stretches[0];
    while (underWay.size < concurrency) {
      const isFull = stretches.reduce((all, { found }) => all + found.length, 0) >= MOST_AHEAD;
      const next = stretches.find((stretch) => !stretch.isBusy && !stretch.isDone && (!isFull || stretch === head));
      if (next !== undefined) start(next);
      else if (isFull || !split()) return;
    }
  }

  try {
    for (let head = stretches[0]; head !== undefined; head = stretches[0]) {
      startMore();
      yield* head.found.splice(0);
      if (head.isDone && !head.isBusy && head.found.length === 0) stretches.shift();
      else if (underWay.size > 0) await Promise.race(underWay);
      stop.throwIfAborted();
    }
  } finally {
    failure.abort();
    await Promise.all(underWay);
  }
}

function newStretch<Found>(last: string, upTo: string | undefined, varies: number): Stretch<Found> {
  const nothing = { continuation: undefined, hasListed: false, isBusy: false, isDone: false };
  return { last, upTo, varies, ...nothing, found: [] };
}
