import assert from "node:assert/strict";
import { test } from "vitest";
import { findGuilty } from "../../src/pipeline/attempt/find-guilty.ts";

/** Fails a group that holds one of these. */
function trialOf(bad: ReadonlySet<number>) {
  const tried: number[] = [];
  return {
    tried,
    trial: async (group: readonly number[]) => {
      tried.push(group.length);
      return group.some((one) => bad.has(one)) ? `failed with ${group.length}` : undefined;
    },
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("few guilty among many are found in few trials, with what each fails with alone", async () => {
  const { tried, trial } = trialOf(new Set([3, 700]));
  const guilty = await findGuilty([numbers(1_000)], { concurrency: 4 }, trial);
  assert.deepEqual(
    guilty.toSorted((a, b) => a.suspect - b.suspect),
    [
      { suspect: 3, why: "failed with 1" },
      { suspect: 700, why: "failed with 1" },
    ],
  );
  assert.ok(tried.length <= 45, `${tried.length} trials`);
});

test("nobody is guilty of what no group repeats: one trial for each", async () => {
  const { tried, trial } = trialOf(new Set());
  assert.deepEqual(await findGuilty([numbers(10), numbers(5), []], { concurrency: 2 }, trial), []);
  assert.deepEqual(tried, [10, 5]);
});

test("all are found where all are guilty", async () => {
  const { trial } = trialOf(new Set(numbers(7)));
  const guilty = await findGuilty([numbers(7)], { concurrency: 2 }, trial);
  assert.deepEqual(
    guilty.map(({ suspect }) => suspect).toSorted((a, b) => a - b),
    numbers(7),
  );
});

test("of a group that fails only together nobody is guilty, and it ends", async () => {
  const guilty = await findGuilty([numbers(4)], { concurrency: 2 }, async (group) =>
    group.length === 4 ? "too many" : undefined,
  );
  assert.deepEqual(guilty, []);
});
