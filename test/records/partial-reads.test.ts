import assert from "node:assert/strict";
import { test } from "vitest";
import { partialReads } from "../../src/records/partial-reads.ts";

const MIB = 2 ** 20;

test.each([
  ["a large text", "s3a://lake/raw/sales/a.csv", 9 * MIB, true],
  ["a small one", "s3a://lake/raw/sales/a.csv", 7 * MIB, false],
  ["one that is packed, which one task reads from end to end", "s3a://lake/raw/sales/a.csv.gz", 900 * MIB, false],
])("of %s S3 is asked for parts: %s, %d bytes, %s", (_, loadPath, sizeBytes, isAsked) => {
  const small = { loadPath: "s3a://lake/raw/sales/b.csv", sizeBytes: 1 };
  assert.equal(Object.keys(partialReads([small, { loadPath, sizeBytes }])).length > 0, isAsked);
});
