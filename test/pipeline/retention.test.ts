import assert from "node:assert/strict";
import { test } from "vitest";
import { asTimestamp, cutoffsOf, HISTORY_KINDS } from "../../src/pipeline/purge/retention.ts";

const NONE = {
  events: null,
  batches: null,
  archivedFiles: null,
  rejectedRows: null,
  quarantinedFiles: null,
  reports: null,
  countedOriginals: "keep",
  afterRun: false,
} as const;

const NOW = Date.parse("2026-03-01T12:00:00.500Z");

test("a kind of history keeps to its own setting, whatever the command asks for, and without either it stays", () => {
  const retention = { ...NONE, events: 1, archivedFiles: 365 };
  assert.deepEqual(cutoffsOf(retention, NOW), {
    events: new Date("2026-02-28T12:00:00.500Z"),
    archivedFiles: new Date("2025-03-01T12:00:00.500Z"),
  });
  const asked = cutoffsOf(retention, NOW, 30);
  assert.deepEqual(Object.keys(asked), [...HISTORY_KINDS]);
  assert.deepEqual(asked.events, new Date("2026-02-28T12:00:00.500Z"));
  assert.deepEqual(asked.reports, new Date("2026-01-30T12:00:00.500Z"));
});

test("an instant is told to MySQL in UTC, with its milliseconds", () => {
  assert.equal(asTimestamp(new Date(NOW)), "2026-03-01 12:00:00.500");
});
