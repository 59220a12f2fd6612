import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { test } from "vitest";

/** What an inspection may take, with what the checks themselves do. */
const MOST_HEAP_MB = 256;
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 500);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

test(`mutated files have a verdict within limits of time and memory (seed ${SEED}, ${RUNS} files)`, async () => {
  const worker = new Worker(new URL("./fuzz-worker.ts", import.meta.url), {
    workerData: { runs: RUNS, seed: SEED },
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  });
  const [message] = await once(worker, "message");
  assert.equal(message, "done");
});
