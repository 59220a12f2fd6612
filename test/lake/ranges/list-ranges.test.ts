import assert from "node:assert/strict";
import { afterAll, expect, test } from "vitest";
import { type ListedRange, listRanges, mapConcurrent, UnorderedListing } from "../../../src/lake/index.ts";
import { fakeS3 } from "../fake-s3.ts";
import { temporaryLake } from "../temporary-lake.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());

const OPTIONS = { concurrency: 8, signal: new AbortController().signal };

interface Bucket {
  readonly keys: readonly string[];
  /** Of an answer. */
  readonly most: number;
  readonly orderOf?: (keys: readonly string[]) => readonly string[];
}

/** A server that answers listings of these keys, a few at a time. */
function bucketOf({ keys, most, orderOf = (all) => all.toSorted(byBytes) }: Bucket) {
  const all = orderOf(keys);
  return fakeS3((request, response) => {
    const query = new URLSearchParams(request.url?.split("?")[1]);
    const token = query.get("continuation-token");
    const after = query.get("start-after") ?? "";
    const start = token === null ? all.findIndex((key) => byBytes(key, after) > 0) : Number(token);
    const page = start === -1 ? [] : all.slice(start, start + most);
    const isTruncated = start !== -1 && start + most < all.length;
    const contents = page.map((key) => `<Contents><Key>${encodeURIComponent(key)}</Key><Size>1</Size></Contents>`);
    const next = isTruncated ? `<NextContinuationToken>${start + most}</NextContinuationToken>` : "";
    response.setHeader("content-type", "application/xml");
    response.end(
      `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
    );
  });
}

function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

const keysOf = ({ objects }: ListedRange) => objects.map(({ key }) => key);

/** A name for each number. */
const LAYOUTS: Readonly<Record<string, (number: number) => string>> = {
  flat: (number) => `raw/sales/sales_data_${String(number).padStart(8, "0")}.csv`,
  nested: (number) =>
    `raw/sales/2024-${String(1 + (number % 12)).padStart(2, "0")}-${String(1 + (number % 28)).padStart(2, "0")}/shop_${number % 50}/${number}.csv`,
  scattered: (number) => `raw/sales/${((number * 2_654_435_761) % 2 ** 32).toString(16)}`,
  "in the folders of others": (number) =>
    `raw/${["売上", "😀", "a\u0001b", "e\u0301", "~", "\uff5e"][number % 6]}/${number} %+.csv`,
};

for (const [layout, nameOf] of Object.entries(LAYOUTS)) {
  test(`each key is listed once, in its range, and what is found comes in order: ${layout}`, async () => {
    const keys = Array.from({ length: 3_000 }, (_, number) => nameOf(number));
    await using s3 = await bucketOf({ keys, most: 10 });
    const ranges: ListedRange[] = [];
    const found = await Array.fromAsync(
      listRanges(s3.lake, "raw/", OPTIONS, async (range) => {
        ranges.push(range);
        return range.objects.length === 0 ? undefined : keysOf(range);
      }),
    );
    assert.deepEqual(found.flat(), keys.toSorted(byBytes));
    ranges.sort((a, b) => byBytes(a.after, b.after));
    // They follow each other without a gap, and each holds what is between its bounds.
    assert.deepEqual(["", ...ranges.map(({ upTo }) => upTo)], [...ranges.map(({ after }) => after), undefined]);
    for (const { objects, after, upTo } of ranges)
      for (const { key } of objects)
        assert.ok(byBytes(after, key) < 0 && (upTo === undefined || byBytes(key, upTo) <= 0), key);
    expect(s3.requests.length).toBeLessThan(300 * 1.5);
  });
}

test("a listing of few pages asks no more often than one after the other", async () => {
  const keys = Array.from({ length: 30 }, (_, number) => LAYOUTS["flat"]?.(number) ?? "");
  for (const most of [10, 29, 30, 31]) {
    await using s3 = await bucketOf({ keys, most });
    await Array.fromAsync(listRanges(s3.lake, "raw/", OPTIONS, async () => undefined));
    assert.equal(s3.requests.length, Math.ceil(keys.length / most));
  }
});

test("several listings are under way at once, and no more than allowed", async () => {
  const keys = Array.from({ length: 3_000 }, (_, number) => LAYOUTS["flat"]?.(number) ?? "");
  await using s3 = await bucketOf({ keys, most: 10 });
  let [underWay, most] = [0, 0];
  await Array.fromAsync(
    listRanges(s3.lake, "raw/", { ...OPTIONS, concurrency: 4 }, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 2));
      underWay -= 1;
      return undefined;
    }),
  );
  assert.equal(most, 4);
});

test("what is found far ahead waits: nothing is listed without an end", async () => {
  const keys = Array.from({ length: 3_000 }, (_, number) => LAYOUTS["flat"]?.(number) ?? "");
  await using s3 = await bucketOf({ keys, most: 10 });
  let [looked, taken, most] = [0, 0, 0];
  for await (const _ of listRanges(s3.lake, "raw/", OPTIONS, async (range) => {
    looked += 1;
    return range;
  })) {
    taken += 1;
    most = Math.max(most, looked - taken);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // 32, and what was under way; ranges without objects are among them.
  expect(most).toBeLessThanOrEqual(32 + 8);
});

test("a server that lists in another order from the start is listed page by page, and one that begins to later is told", async () => {
  const keys = Array.from({ length: 300 }, (_, number) => LAYOUTS["flat"]?.(number) ?? "");
  const backwards = (all: readonly string[]) => all.toReversed();
  await using s3 = await bucketOf({ keys, most: 10, orderOf: backwards });
  const listed: ListedRange[] = [];
  await Array.fromAsync(listRanges(s3.lake, "raw/", OPTIONS, async (range) => void listed.push(range)));
  assert.deepEqual(listed.flatMap(keysOf), keys.toReversed());
  assert.deepEqual(new Set(listed.map(({ isOrdered }) => isOrdered)), new Set([false]));
  assert.equal(s3.requests.length, 30);

  const later = (all: readonly string[]) => [...all.slice(0, 100), ...all.slice(100).toReversed()];
  await using changing = await bucketOf({ keys, most: 10, orderOf: later });
  await assert.rejects(
    Array.fromAsync(listRanges(changing.lake, "raw/", OPTIONS, async () => undefined)),
    UnorderedListing,
  );
});

test("the first failure, of a request or of a look, ends the listing, and so does a signal", async () => {
  const keys = Array.from({ length: 3_000 }, (_, number) => LAYOUTS["flat"]?.(number) ?? "");
  await using s3 = await bucketOf({ keys, most: 10 });
  const failure = new Error("the ledger does not answer");
  let looks = 0;
  const fails = async () => {
    looks += 1;
    if (looks === 50) throw failure;
    return undefined;
  };
  await assert.rejects(Array.fromAsync(listRanges(s3.lake, "raw/", OPTIONS, fails)), failure);
  const stop = new AbortController();
  const reason = new Error("stopped");
  const stops = async () => void stop.abort(reason);
  await assert.rejects(
    Array.fromAsync(listRanges(s3.lake, "raw/", { concurrency: 8, signal: stop.signal }, stops)),
    reason,
  );
});

test("a real server's objects are each listed once, while others appear and vanish", async () => {
  const keys = Array.from({ length: 4_500 }, (_, number) => LAYOUTS["nested"]?.(number) ?? "");
  await mapConcurrent(keys, { concurrency: 32 }, (key) => lake.put(key, "x"));
  const listed: string[] = [];
  let late = 0;
  await Array.fromAsync(
    listRanges(lake, "raw/", OPTIONS, async (range) => {
      listed.push(...keysOf(range));
      late += 1;
      await lake.put(`raw/sales/2024-${String(1 + (late % 12)).padStart(2, "0")}-15/late_${late}.csv`, "x");
      return undefined;
    }),
  );
  assert.equal(new Set(listed).size, listed.length);
  assert.deepEqual(new Set(listed.filter((key) => !key.includes("late_"))), new Set(keys));
});
