export interface ConcurrencyOptions {
  /** How many are under way at once. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `work` of each item, a few at a time, in the items' order. Items are taken only when there is room for them.
 *
 * The first failure aborts the signal that `work` gets, and is thrown once everything under way has ended.
 */
export async function mapConcurrent<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { concurrency, signal }: ConcurrencyOptions,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const failure = new AbortController();
  const stop = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  const results: Result[] = [];
  const underWay = new Set<Promise<void>>();
  const start = (item: Item, index: number) => {
    const task = work(item, stop)
      .then((result) => {
        results[index] = result;
      })
      .catch((error: unknown) => failure.abort(error))
      .finally(() => underWay.delete(task));
    underWay.add(task);
  };
  try {
    let index = 0;
    for await (const item of items) {
      stop.throwIfAborted();
      start(item, index++);
      if (underWay.size >= concurrency) await Promise.race(underWay);
    }
  } catch (error) {
    failure.abort(error);
  }
  await Promise.all(underWay);
  stop.throwIfAborted();
  return results;
}
