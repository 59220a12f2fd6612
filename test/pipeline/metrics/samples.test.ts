import assert from "node:assert/strict";
import { test } from "vitest";
import { exposition } from "../../../src/observability/metrics/index.ts";
import { samplesOf } from "../../../src/pipeline/metrics/samples.ts";
import type { RefusedFile, RunMetrics } from "../../../src/warehouse/index.ts";

const NOTHING: RunMetrics = {
  totals: [],
  successes: [],
  files: [],
  oldestPendingAt: null,
  refused: { named: [], total: 0 },
  quality: undefined,
};
const FILE: RefusedFile = {
  fileId: 7,
  feed: "sales",
  objectKey: "raw/sales/a.csv",
  status: "Invalid",
  reason: "missing_header: the first line is x",
  changedAt: "1970-01-01T00:01:00.000000Z",
};

async function linesOf(named: readonly RefusedFile[]): Promise<readonly string[]> {
  const metrics = { ...NOTHING, refused: { named, total: named.length } };
  const { text } = await exposition(samplesOf(metrics, { durationMs: 0, warnings: {} }, 0), "p");
  return text.split("\n").filter((line) => line.startsWith("sales_pipeline_refused_file_"));
}

test("a refused file is a series whatever its key and reason hold", async () => {
  const lines = await linesOf([
    FILE,
    {
      ...FILE,
      fileId: 8,
      objectKey: 'raw/sales/"} 1\nup 1\u001b[2J\\.csv',
      reason: "duplicate_column:\u001b[31m: two",
    },
    // Keys that begin alike, and a reason of an earlier version without a code.
    { ...FILE, fileId: 9, objectKey: `raw/${"k".repeat(900)}1`, status: "Failed", reason: "" },
    { ...FILE, fileId: 10, objectKey: `raw/${"k".repeat(900)}2`, reason: "✗" },
  ]);
  const cut = `raw/${"k".repeat(196)}…`;
  const start = "sales_pipeline_refused_file_timestamp_seconds";
  assert.deepEqual(lines, [
    `${start}{feed="sales",key="raw/sales/a.csv",file_id="7",status="Invalid",code="missing_header",pipeline="p"} 60`,
    `${start}{feed="sales",key="raw/sales/\\"} 1\\\\nup 1\\\\u001b[2J\\\\.csv",file_id="8",status="Invalid",code="duplicate_column",pipeline="p"} 60`,
    `${start}{feed="sales",key="${cut}",file_id="9",status="Failed",code="",pipeline="p"} 60`,
    `${start}{feed="sales",key="${cut}",file_id="10",status="Invalid",code="",pipeline="p"} 60`,
  ]);
});
