import assert from "node:assert/strict";
import { test } from "vitest";
import {
  createLogger,
  Retries,
  type RunEvent,
  RunPlace,
  type SparkReport,
  StepTimer,
} from "../../src/observability/index.ts";
import { recordingLog } from "../support/recording-log.ts";

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

test("each line of the log says in which step and batch it is, and its own fields win", async () => {
  const place = new RunPlace();
  const { lines, logger } = recordingLog("debug");
  const log = logger({ runId: "r" }, () => place.fields);
  const steps = new StepTimer(log, () => 0, undefined, place);
  log.info("before");
  await place.inBatch("r-1", async () => {
    await steps.run("recover", async () => {
      await steps.run("publish", async () => log.info("within"));
      log.info({ batchId: "q-1" }, "after publish");
    });
    await assert.rejects(steps.run("clean", () => Promise.reject(new Error("no"))));
  });
  log.info("after");
  assert.deepEqual(
    lines.map(({ msg, runId, batchId, step }) => [msg, runId, batchId, step]),
    [
      ["before", "r", undefined, undefined],
      ["recover starts", "r", "r-1", "recover"],
      ["publish starts", "r", "r-1", "publish"],
      ["within", "r", "r-1", "publish"],
      ["publish done", "r", "r-1", "publish"],
      ["after publish", "r", "q-1", "recover"],
      ["recover done", "r", "r-1", "recover"],
      ["clean starts", "r", "r-1", "clean"],
      ["clean failed", "r", "r-1", "clean"],
      ["after", "r", undefined, undefined],
    ],
  );
});

test("retries are counted by server and logged, one line each, without what could steer a terminal", () => {
  const { lines, log } = recordingLog("warn");
  const retries = new Retries(log);
  retries.note("s3", { attempt: 1, code: "SlowDown", message: "S3 GetObject failed.", key: "raw/a\u001b[2J" });
  retries.note("mysql", { attempt: 2, code: "deadlock", message: "A deadlock.", delayMs: 200 });
  assert.deepEqual(retries.counts, { mysql: 1, s3: 1, spark: 0 });
  assert.deepEqual(
    lines.map(({ msg, server, attempt, code, delayMs }) => [msg, server, attempt, code, delayMs]),
    [
      ["S3 GetObject failed. Trying again.", "s3", 1, "SlowDown", undefined],
      ["A deadlock. Trying again in 200 ms.", "mysql", 2, "deadlock", 200],
    ],
  );
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
