import assert from "node:assert/strict";
import { test } from "vitest";
import { pluralOf } from "../../src/text/index.ts";

test("the plural of what a column is called", () => {
  const plurals = ["incentive", "bonus", "tax", "batch", "rush", "penalty", "pay", "total_fee"].map(pluralOf);
  assert.deepEqual(plurals, ["incentives", "bonuses", "taxes", "batches", "rushes", "penalties", "pays", "total_fees"]);
});
