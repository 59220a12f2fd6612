import assert from "node:assert/strict";
import { test } from "vitest";
import { createLogger, type RunEvent, type SparkReport, StepTimer } from "../../src/observability/index.ts";

const SILENT = createLogger("silent");

const running = (tasks: number, completedTasks: number): SparkReport => ({
  stages: [{ tasks, completedTasks, inputBytesRead: 10n, done: false }],
  inflightTasks: 1,
  done: false,
});
const ENDED: SparkReport = { stages: [], inflightTasks: 0, done: true };

test("Spark's part of a step is the time in which at least one action was under way", async () => {
  let now = 0;
  const steps = new StepTimer(SILENT, () => now);
  await steps.run("load", async () => {
    now = 10;
    const first = steps.spark.start("first");
    now = 20;
    const second = steps.spark.start("second");
    now = 50;
    first(ENDED);
    now = 60;
    second(ENDED);
    now = 100;
  });
  assert.deepEqual(steps.timings, [
    { step: "load", outcome: "done", durationMs: 100, sparkMs: 50, did: "", startedAt: 0 },
  ]);
});

test("events come in the order of what happens, and a failed step is one", async () => {
  const events: RunEvent[] = [];
  const steps = new StepTimer(
    SILENT,
    () => 0,
    (event) => events.push(event),
  );
  await steps.run(
    "count",
    async () => {
      const report = steps.spark.start("count", 5);
      report(running(4, 1));
      report(ENDED);
      report(ENDED);
      return 7;
    },
    (count) => `${count} rows`,
  );
  await assert.rejects(
    steps.run("fail", () => Promise.reject(new Error("no"))),
    /no/,
  );
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ["step_started", "spark_started", "spark_progress", "spark_ended", "step_ended", "step_started", "step_ended"],
  );
  assert.deepEqual(events[2], {
    kind: "spark_progress",
    action: "count",
    stages: { done: 0, of: 1 },
    tasks: { done: 1, of: 4 },
    runningTasks: 1,
    bytesRead: 10,
    elapsedMs: 0,
  });
  assert.deepEqual(
    steps.timings.map(({ outcome, did }) => [outcome, did]),
    [
      ["done", "7 rows"],
      ["failed", ""],
    ],
  );
});
