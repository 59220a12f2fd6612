import assert from "node:assert/strict";
import { test } from "vitest";
import { hasDaysOutside, isInside, overlaps } from "../../../src/pipeline/interval/interval.ts";

const JANUARY = { start: "2026-01-01T00:00:00.000Z", end: "2026-02-01T00:00:00.000Z" };
const range = (first: string, last = first) => ({ first, last });

test("the start of an interval is in it, its end is not", () => {
  assert.equal(isInside(JANUARY, "2026-01-01T00:00:00.000Z"), true);
  assert.equal(isInside(JANUARY, "2025-12-31T23:59:59.999Z"), false);
  assert.equal(isInside(JANUARY, "2026-02-01T00:00:00.000Z"), false);
  assert.equal(isInside({ ...JANUARY, start: undefined }, "1999-01-01T00:00:00.000Z"), true);
  assert.equal(isInside({ ...JANUARY, end: undefined }, "2099-01-01T00:00:00.000Z"), true);
});

test("days overlap an interval if one of their midnights is in it", () => {
  assert.equal(overlaps(JANUARY, range("2025-12-31")), false);
  assert.equal(overlaps(JANUARY, range("2026-01-01")), true);
  assert.equal(overlaps(JANUARY, range("2026-01-31")), true);
  assert.equal(overlaps(JANUARY, range("2026-02-01")), false);
  assert.equal(overlaps(JANUARY, range("2025-12-01", "2026-03-01")), true);
  const noMidnight = { start: "2026-01-05T06:00:00.000Z", end: "2026-01-05T07:00:00.000Z" };
  assert.equal(overlaps(noMidnight, range("2026-01-01", "2026-01-31")), false);
  assert.equal(overlaps({ start: undefined, end: undefined }, range("2026-01-05")), true);
});

test("of ranges it is told whether any day is outside", () => {
  assert.equal(hasDaysOutside(JANUARY, [range("2026-01-01", "2026-01-31")]), false);
  assert.equal(hasDaysOutside(JANUARY, [range("2026-01-01"), range("2026-02-01")]), true);
  assert.equal(hasDaysOutside(JANUARY, [range("2025-12-31", "2026-01-01")]), true);
  assert.equal(hasDaysOutside({ ...JANUARY, end: undefined }, [range("2026-01-31", "2099-01-01")]), false);
});
