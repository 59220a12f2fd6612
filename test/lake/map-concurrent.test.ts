import assert from "node:assert/strict";
import { test } from "vitest";
import { mapConcurrent } from "../../src/lake/index.ts";

/** Resolves or rejects when the test says so. */
function gates<T>(count: number) {
  return Array.from({ length: count }, () => Promise.withResolvers<T>());
}

test("results come in the order of the items, not of their ends", async () => {
  const [first, second, third] = gates<string>(3);
  assert.ok(first && second && third);
  const mapped = mapConcurrent([first, second, third], { concurrency: 3 }, ({ promise }) => promise);
  third.resolve("c");
  second.resolve("b");
  first.resolve("a");
  assert.deepEqual(await mapped, ["a", "b", "c"]);
});

test("no more are under way than allowed, and items are taken only when there is room", async () => {
  let underWay = 0;
  let most = 0;
  let taken = 0;
  async function* items() {
    for (; taken < 20; ) {
      taken += 1;
      yield taken;
    }
  }
  await mapConcurrent(items(), { concurrency: 3 }, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    assert.ok(taken - item <= 3);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
  });
  assert.equal(most, 3);
});

test("the first failure is thrown once what is under way has ended, and nothing more is started", async () => {
  const failure = new Error("first");
  const [second] = gates<void>(1);
  assert.ok(second);
  const ended: number[] = [];
  const started: number[] = [];
  await assert.rejects(
    mapConcurrent([1, 2, 3, 4], { concurrency: 2 }, async (item, signal) => {
      started.push(item);
      if (item === 1) {
        await second.promise;
        throw failure;
      }
      second.resolve();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      assert.equal(signal.reason, failure);
      ended.push(item);
    }),
    failure,
  );
  assert.deepEqual({ started, ended }, { started: [1, 2], ended: [2] });
});

test("a source that fails is a failure too", async () => {
  const failure = new Error("source");
  async function* items() {
    yield 1;
    throw failure;
  }
  await assert.rejects(
    mapConcurrent(items(), { concurrency: 2 }, async (item) => item),
    failure,
  );
});

test("an aborted signal starts nothing more, and its reason is thrown", async () => {
  const stop = new AbortController();
  const reason = new Error("stopped");
  const started: number[] = [];
  await assert.rejects(
    mapConcurrent([1, 2, 3], { concurrency: 1, signal: stop.signal }, async (item) => {
      started.push(item);
      stop.abort(reason);
    }),
    reason,
  );
  assert.deepEqual(started, [1]);
});
