import assert from "node:assert/strict";
import { test } from "vitest";
import { monthAfter, monthsBetween } from "../../../src/pipeline/commands/backfill/months.ts";

test("months go from one to another, both included, over the turn of the year", () => {
  assert.deepEqual(monthsBetween("2025-11", "2026-02"), ["2025-11", "2025-12", "2026-01", "2026-02"]);
  assert.deepEqual(monthsBetween("2026-02", "2026-02"), ["2026-02"]);
  assert.deepEqual(monthsBetween("2026-02", "2026-01"), []);
  assert.equal(monthAfter("2025-12"), "2026-01");
});
