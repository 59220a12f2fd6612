import assert from "node:assert/strict";
import { test } from "vitest";
import { dayReader } from "../../src/feeds/index.ts";

test("a day is read as the rules read it: written as yyyy-MM-dd, or in a format of the feed; what is none is undefined", () => {
  const read = dayReader(["dd.MM.yyyy", "M/d/yyyy", "yyyyMMdd"]);
  const days = ["2026-01-31", "31.01.2026", "1/9/2026", "12/31/2026", "20260131"].map(read);
  assert.deepEqual(days, ["2026-01-31", "2026-01-31", "2026-01-09", "2026-12-31", "2026-01-31"]);
  for (const text of ["2026-02-30", "31.01.26", "2026-1-31", "today", "", "2026-01-31x"])
    assert.equal(read(text), undefined);
});

test("what two formats read as two days is none; as one day it is that", () => {
  const read = dayReader(["dd/MM/yyyy", "MM/dd/yyyy"]);
  assert.equal(read("01/02/2026"), undefined);
  assert.equal(read("02/02/2026"), "2026-02-02");
  assert.equal(read("31/01/2026"), "2026-01-31");
});
