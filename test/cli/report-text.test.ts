import assert from "node:assert/strict";
import { test } from "vitest";
import { reportText } from "../../src/cli/report-text.ts";
import type { ReportedFile, RunReport } from "../../src/warehouse/index.ts";

const BATCH = "20250101T000000Z-aaaaaa-1";
const AT = "2025-01-01T00:00:00.000000Z";

const FILE: ReportedFile = {
  fileId: 1,
  bucket: "lake",
  objectKey: "raw/sales/sales_data_1.csv",
  name: "sales_data_1.csv",
  etag: '"e"',
  sha256: null,
  sizeBytes: 1,
  lastModified: null,
  feed: "sales",
  status: "Processed",
  became: "Processed",
  message: null,
  reason: null,
  failures: 0,
  rowsRead: 40,
  rowsAccepted: 28,
  rowsRejected: 12,
  batchId: BATCH,
  archivedKey: null,
  archiveState: "done",
  runId: "r",
  createdAt: AT,
  updatedAt: AT,
};

const REFUSED: ReportedFile = {
  ...FILE,
  fileId: 2,
  status: "Invalid",
  became: "Invalid",
  rowsRead: 5,
  rowsAccepted: 0,
  rowsRejected: 5,
};

const REPORT: RunReport = {
  runId: "r",
  run: undefined,
  steps: [],
  batches: [
    {
      batchId: BATCH,
      runId: "r",
      fencingToken: 1,
      state: "completed",
      sparkSessionId: null,
      lakePath: "",
      files: 2,
      rowsRead: 40,
      rowsAccepted: 28,
      rowsRejected: 12,
      months: ["2025-01"],
      errorMessage: null,
      openedAt: AT,
      committedAt: AT,
      finishedAt: AT,
      marts: {},
      partitions: [],
      rejections: [{ feed: "sales", code: "total_mismatch", rows: 17, money: null, example: "1,2", fileIds: [] }],
      watched: [],
      causes: [],
    },
  ],
  files: [FILE, REFUSED],
  warnings: {},
  failedUpdates: [],
};

const linesOnRows = (report: RunReport) =>
  reportText(report, 10)
    .split("\n")
    .filter((line) => line.includes("rows") && line.startsWith("  "));

test("a report says what its counts of rejected rows are of, so that they add up", () => {
  assert.deepEqual(linesOnRows(REPORT).slice(0, 3), [
    "  rows: 40 read, 28 accepted, 12 rejected",
    "  rows of files that were refused for them: 5 more, none of which count",
    `  rejected rows: error/rows/batch=${BATCH}/, by reason, those of refused files with them:`,
  ]);
  const others = [{ ...REFUSED, batchId: "20250101T000000Z-aaaaaa-2" }, { ...REFUSED, rowsRead: null }, FILE];
  for (const file of others) {
    assert.deepEqual(linesOnRows({ ...REPORT, files: [FILE, file] }).slice(0, 2), [
      "  rows: 40 read, 28 accepted, 12 rejected",
      `  rejected rows: error/rows/batch=${BATCH}/`,
    ]);
  }
});
