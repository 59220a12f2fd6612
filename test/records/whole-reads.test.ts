import assert from "node:assert/strict";
import { test } from "vitest";
import { areReadWhole } from "../../src/records/whole-reads.ts";

const MIB = 2 ** 20;

function file(sizeBytes: number, { plain = true, name = "a.csv" } = {}) {
  return { plain, sizeBytes, loadPath: `s3a://lake/raw/sales/${name}` };
}

test("files are read whole where each is plain and no more than its part of the work", () => {
  const many = (sizeBytes: number) => Array.from({ length: 20 }, () => file(sizeBytes));
  assert.equal(areReadWhole([file(4 * MIB)]), true, "one that Spark does not split");
  assert.equal(areReadWhole([file(5 * MIB)]), false, "one that Spark splits");
  assert.equal(areReadWhole(many(15 * MIB)), true);
  assert.equal(areReadWhole(many(17 * MIB)), false, "each a long time for one task");
  assert.equal(areReadWhole([...many(1 * MIB), file(6 * MIB)]), false, "one much larger than the others");
  assert.equal(areReadWhole([...many(1 * MIB), file(1 * MIB, { plain: false })]), false);
  assert.equal(areReadWhole([file(900 * MIB, { name: "a.csv.gz" })]), true, "packed, which is not split anyway");
});
