import assert from "node:assert/strict";
import { beforeAll, test } from "vitest";
import { startProcess } from "../support/child-process.ts";

let small: Heap;
let grown: Heap;
beforeAll(async () => {
  [small, grown] = await Promise.all([heapAfterGarbage("keepHeapSmall();"), heapAfterGarbage("")]);
});

test("a program whose heap is kept small has a young generation of mostly at most 4 MiB, however much garbage it makes", () => {
  assert.ok(small.youngMiB <= 4, `${small.youngMiB} MiB`);
  assert.ok(grown.youngMiB > 16, `${grown.youngMiB} MiB without it: there is nothing to keep small any more`);
});

test("its old generation does not grow far beyond what lives in it", () => {
  assert.ok(small.peakMiB < 0.8 * grown.peakMiB, `${small.peakMiB} MiB, and ${grown.peakMiB} MiB without it`);
});

interface Heap {
  /**
   * The median size of V8's young generation. While the old one is marked, V8 lets the young one have more than its size, which is a matter of
   * chance.
   */
  readonly youngMiB: number;
  /** The largest size of all. */
  readonly peakMiB: number;
}

/** Of a process that has made much garbage, some of which lived for a while. */
async function heapAfterGarbage(first: string): Promise<Heap> {
  const program = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { keepHeapSmall } from "./src/cli/small-heap.ts";
    ${first}
    let kept = [];
    let peak = 0;
    const young = [];
    for (let made = 0; made < 4_000_000; made++) {
      kept.push({ made, text: String(made) });
      if (made % 10_000 === 0) young.push(getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space").space_size);
      if (kept.length === 200_000) {
        peak = Math.max(peak, process.memoryUsage().heapTotal);
        kept = [];
      }
    }
    const median = young.sort((a, b) => a - b)[young.length / 2];
    console.log(JSON.stringify({ youngMiB: median / 2 ** 20, peakMiB: peak / 2 ** 20 }));`;
  const { code, stdout, stderr } = await startProcess(process.execPath, ["--input-type=module", "--eval", program])
    .ended;
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}
