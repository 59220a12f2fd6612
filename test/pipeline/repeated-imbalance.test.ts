import assert from "node:assert/strict";
import { test } from "vitest";
import { repeatedImbalance } from "../../src/pipeline/attempt/repeated-imbalance.ts";
import { IntegrityError, UnbalancedMartError } from "../../src/warehouse/index.ts";

const imbalance = (sum: string) =>
  new UnbalancedMartError("store_months", "2025-03", `sums up to ${sum}, the files to 2.00`);

test("a mart that misses the ledger's sum twice by the same is declared so; anything else may pass", () => {
  const fault = repeatedImbalance(imbalance("1.00"), imbalance("1.00"));
  assert.match(
    String(fault?.message),
    /^The mart store_months: the month 2025-03 sums up to 1\.00, the files to 2\.00, in two attempts in a row\. .*`balance`.*`plan`/,
  );
  assert.equal(fault?.transient, false);
  assert.equal(repeatedImbalance(imbalance("1.00"), imbalance("1.01")), undefined);
  assert.equal(repeatedImbalance(imbalance("1.00"), undefined), undefined);
  assert.equal(repeatedImbalance(new IntegrityError("files"), new IntegrityError("files")), undefined);
});
