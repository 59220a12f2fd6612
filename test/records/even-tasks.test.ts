import assert from "node:assert/strict";
import { test } from "vitest";
import { evenTaskBytes } from "../../src/records/index.ts";

const MIB = 2 ** 20;
const MOST = 128 * MIB;

function files(count: number, mebibytes: number) {
  return Array.from({ length: count }, () => ({ sizeBytes: mebibytes * MIB, loadPath: "s3a://lake/raw/sales/a.csv" }));
}

test("what a task reads leaves none over that all others would wait for", () => {
  // At 128 MiB: seven tasks of 14 files and one of 2, in four turns of two. Eight of 13 at most are as many turns, each shorter.
  assert.equal(filesOfATask(100, 5), 13);
  // 25 for each of four, where Spark would give three of them 28.
  assert.equal(filesOfATask(100, 0.5), 25);
  // One file: four or eight equal parts instead of four and a rest.
  assert.equal(evenTaskBytes(files(1, 500), MOST), 126 * MIB);
  assert.equal(evenTaskBytes(files(1, 900), MOST), 113 * MIB);
});

test("Spark's own tasks stay where they are as good", () => {
  assert.equal(evenTaskBytes([], MOST), undefined);
  assert.equal(evenTaskBytes(files(10, 8), MOST), undefined, "no more than a task's work");
  assert.equal(evenTaskBytes(files(100, 5), Number.NaN), undefined, "what a task reads at most is not known");
});

test("a task never reads more than the cluster says", () => {
  for (const most of [16, 32, 64, 128, 500]) {
    const bytes = evenTaskBytes(files(100, 5), most * MIB);
    assert.ok(bytes === undefined || bytes < most * MIB, `${bytes} of ${most} MiB`);
  }
});

/** A task takes files up to its limit, with 4 MiB to open each that is not its last. */
function filesOfATask(count: number, mebibytes: number): number {
  const bytes = evenTaskBytes(files(count, mebibytes), MOST) ?? 0;
  return Math.floor((bytes - mebibytes * MIB) / ((4 + mebibytes) * MIB)) + 1;
}
