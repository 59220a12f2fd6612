import assert from "node:assert/strict";
import { createColors } from "picocolors";
import { describe, test } from "vitest";
import { bytesText, durationText } from "../../../src/cli/terminal/amounts.ts";
import { afterEvent, liveLine, NOTHING_UNDER_WAY } from "../../../src/cli/terminal/live-line.ts";
import { logLine } from "../../../src/cli/terminal/log-line.ts";
import { shouldColor } from "../../../src/cli/terminal/should-color.ts";
import { stepLine } from "../../../src/cli/terminal/step-line.ts";
import { logLevelOf } from "../../../src/cli/verbosity.ts";
import type { RunEvent } from "../../../src/observability/index.ts";

const PLAIN = createColors(false);

const lineAfter = (events: readonly RunEvent[], width = 200) =>
  liveLine(events.reduce(afterEvent, NOTHING_UNDER_WAY), 61_000, width);

const VALIDATING: readonly RunEvent[] = [
  { kind: "step_started", step: "validate" },
  { kind: "files_validated", done: 3, of: 1200, bytes: 1_500_000, ofBytes: 2_000_000_000 },
];

const CLEANING: readonly RunEvent[] = [
  { kind: "step_started", step: "clean sales" },
  { kind: "spark_started", action: "clean sales", rows: 5_000_000 },
  {
    kind: "spark_progress",
    action: "clean sales",
    stages: { done: 1, of: 3 },
    tasks: { done: 40, of: 100 },
    runningTasks: 2,
    bytesRead: 30_000_000,
    elapsedMs: 2000,
  },
];

describe("the live line", () => {
  test("tells files and bytes that are validated", () => {
    assert.equal(lineAfter(VALIDATING), "validate · 1 min 01 s in all · 3 of 1,200 files · 1.5 MB of 2.0 GB");
  });

  test("tells tasks, stages, rows, bytes and rate of Spark's action", () => {
    assert.equal(
      lineAfter(CLEANING),
      "clean sales · 1 min 01 s in all · Spark 40 of 100 tasks · stage 2 of 3 · 5,000,000 rows · 30.0 MB read · 15.0 MB/s · 2 running",
    );
  });

  test("forgets an action that has ended, and a step too", () => {
    const ended: RunEvent = { kind: "spark_ended", action: "clean sales", durationMs: 5 };
    assert.equal(lineAfter([...CLEANING, ended]), "clean sales · 1 min 01 s in all");
    const next: RunEvent = { kind: "step_started", step: "publish" };
    assert.equal(lineAfter([...VALIDATING, next]), "publish · 1 min 01 s in all");
  });

  test("tells how long the run is expected to take, from when that is known to the end", () => {
    const known: readonly RunEvent[] = [...VALIDATING, { kind: "duration_expected", durationMs: 90_000 }];
    assert.match(lineAfter(known), /^validate · 1 min 01 s of about 1 min 30 s · 3 of 1,200 files/);
    const ended = { step: "validate", outcome: "done", durationMs: 5, sparkMs: 0, did: "" } as const;
    const next: readonly RunEvent[] = [...known, { kind: "step_ended", ...ended }, ...CLEANING];
    assert.match(lineAfter(next), /^clean sales · 1 min 01 s of about 1 min 30 s · Spark 40/);
  });

  test("tells partitions that are published", () => {
    const published: RunEvent = { kind: "partitions_published", mart: "m", done: 7, of: 24 };
    assert.equal(
      lineAfter([{ kind: "step_started", step: "publish" }, published]),
      "publish · 1 min 01 s in all · 7 of 24 partitions",
    );
  });

  test("is never wider than the terminal, and keeps whole facts", () => {
    for (let width = 0; width < 140; width++) {
      const line = lineAfter(CLEANING, width);
      assert.ok(line.length <= width, `${width}: ${line}`);
      if (width > 11) for (const fact of line.split(" · ")) assert.ok(lineAfter(CLEANING).includes(fact), line);
    }
  });
});

describe("the line of a step", () => {
  const step = { step: "commit", outcome: "done", durationMs: 1234, sparkMs: 0, did: "2 months" } as const;

  test("says how long it took and what it did", () => {
    assert.equal(stepLine(step, PLAIN), "✔ commit                  1.2 s  2 months");
    assert.equal(
      stepLine({ ...step, sparkMs: 1100 }, PLAIN),
      "✔ commit                  1.2 s  2 months (Spark 1.1 s)",
    );
    assert.equal(stepLine({ ...step, outcome: "failed", did: "" }, PLAIN), "✖ commit                  1.2 s");
  });

  test("is left out where nothing was done", () => {
    assert.equal(stepLine({ ...step, durationMs: 3, did: "" }, PLAIN), undefined);
  });
});

describe("a line of the log, for people,", () => {
  test("is the message, and nothing in it can steer the terminal", () => {
    const json = JSON.stringify({ level: "warn", time: "t", runId: "r", msg: "a\u001b[2Jb\nc is invalid" });
    assert.equal(logLine(json, PLAIN), "! a\\u001b[2Jb\\nc is invalid");
  });

  test("says what an error says where it has no message of its own", () => {
    assert.equal(logLine(JSON.stringify({ level: "error", err: { message: "no route" } }), PLAIN), "✖ no route");
  });
});

test("amounts are short and exact enough", () => {
  assert.deepEqual([0, 999, 1000, 1_234_567].map(bytesText), ["0 B", "999 B", "1.0 kB", "1.2 MB"]);
  assert.deepEqual([0, 59_940, 60_000, 3_600_000].map(durationText), ["0.0 s", "59.9 s", "1 min 00 s", "60 min 00 s"]);
});

test("colour is left out where NO_COLOR says so, and on dumb terminals", () => {
  assert.deepEqual([{}, { NO_COLOR: "" }, { NO_COLOR: "1" }, { TERM: "dumb" }].map(shouldColor), [
    true,
    true,
    false,
    false,
  ]);
});

test("the level of the log: as set in a pipe, what went wrong on a terminal, all with --verbose", () => {
  const inPipe = { level: "info", isWatched: false } as const;
  const onTerminal = { level: "info", isWatched: true } as const;
  assert.equal(logLevelOf({}, inPipe), "info");
  assert.equal(logLevelOf({}, onTerminal), "warn");
  assert.equal(logLevelOf({}, { level: "error", isWatched: true }), "error");
  assert.equal(logLevelOf({ quiet: true }, inPipe), "warn");
  assert.equal(logLevelOf({ verbose: true }, onTerminal), "debug");
  assert.equal(logLevelOf({ verbose: true }, { level: "trace", isWatched: false }), "trace");
});
