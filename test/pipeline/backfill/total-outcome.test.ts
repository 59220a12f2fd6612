import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../../jobs/sales/index.ts";
import { totalOutcome } from "../../../src/pipeline/commands/backfill/total-outcome.ts";
import type { RunOutcome } from "../../../src/pipeline/outcome/run-outcome.ts";
import { type RunSummary, summaryOfFailure } from "../../../src/pipeline/outcome/run-summary.ts";

const WHOLE = {
  job: salesJob,
  mode: "new",
  months: ["2026-01", "2026-02", "2026-03"],
  failure: undefined,
  durationMs: 7,
} as const;

test("what the runs did is added up; what lies there is counted once; the last one says what is left", () => {
  const january = outcome({
    runId: "a",
    batchId: "a-1",
    status: "processed",
    months: ["2026-01", "2026-02"],
    files: { processed: 2, invalid: 1, duplicate: 0, superseded: 0, pending: 3 },
    rows: { read: 5, accepted: 4, rejected: 1 },
    marts: { m: { rows: 10, changed: 10 } },
    warnings: { misplaced_object: 2, future_date: 1 },
    incentivesMoved: 1,
  });
  const february = outcome({
    runId: "b",
    batchId: "b-1",
    status: "processed",
    months: ["2026-02"],
    files: { processed: 1, invalid: 0, duplicate: 1, superseded: 1, pending: 0 },
    rows: { read: 2, accepted: 2, rejected: 0 },
    marts: { m: { rows: 12, changed: 3 } },
    warnings: { misplaced_object: 2, future_date: 1 },
    incentivesMoved: 2,
  });

  const { summary, error } = totalOutcome(
    [
      { month: "2026-01", outcome: january },
      { month: "2026-02", outcome: february },
    ],
    WHOLE,
  );

  assert.equal(error, undefined);
  assert.deepEqual(summary, {
    status: "processed",
    runId: "b",
    batchId: "b-1",
    months: ["2026-01", "2026-02"],
    files: { processed: 3, invalid: 1, duplicate: 1, superseded: 1, pending: 0 },
    rows: { read: 7, accepted: 6, rejected: 1 },
    marts: { m: { rows: 12, changed: 13 } },
    warnings: { misplaced_object: 2, future_date: 2 },
    incentivesMoved: 3,
    durationMs: 7,
    backfill: {
      mode: "new",
      runs: [
        { month: "2026-01", status: "processed", runId: "a", batchId: "a-1" },
        { month: "2026-02", status: "processed", runId: "b", batchId: "b-1" },
      ],
      left: ["2026-03"],
    },
  });
});

test("the month that fails is left, and the whole ends as it did", () => {
  const failure = new Error("the bucket is gone");
  const idle = outcome({ status: "nothing_to_do" });
  const failed = { ...outcome({ status: "failed", error: failure.message }), error: failure };

  const { summary, error } = totalOutcome(
    [
      { month: "2026-01", outcome: idle },
      { month: "2026-02", outcome: failed },
    ],
    WHOLE,
  );

  assert.equal(error, failure);
  assert.deepEqual(
    [summary.status, summary.error, summary.backfill?.left],
    ["failed", failure.message, ["2026-02", "2026-03"]],
  );
});

test("months without anything new are nothing to do, and what fails between two of them is said", () => {
  const idle = { month: "2026-01", outcome: outcome({ status: "nothing_to_do" }) };
  assert.equal(totalOutcome([idle], WHOLE).summary.status, "nothing_to_do");
  assert.equal(totalOutcome([], WHOLE).summary.status, "nothing_to_do");
  const failure = new Error("MySQL is gone");
  const { summary, error } = totalOutcome([idle], { ...WHOLE, failure });
  assert.equal(error, failure);
  assert.deepEqual([summary.status, summary.error], ["failed", "MySQL is gone"]);
});

function outcome(summary: Pick<RunSummary, "status"> & Readonly<Record<string, unknown>>): RunOutcome {
  const { error, ...none } = summaryOfFailure("", salesJob, undefined, 0);
  return { summary: { ...none, ...summary }, error: undefined, steps: [], watched: [], isHanging: false };
}
