import assert from "node:assert/strict";
import { test } from "vitest";
import { DEFAULT_RETRY_POLICY, retryDelay } from "../../../src/spark-connect/wire/retry-policy.ts";

const MIDDLE = 0.5;

test("waits grow by the multiplier up to the greatest, then end", () => {
  const waits = Array.from({ length: 16 }, (_, retry) => retryDelay(DEFAULT_RETRY_POLICY, retry, MIDDLE));
  assert.deepEqual(waits.slice(0, 7), [50, 200, 800, 3200, 12_800, 51_200, 60_000]);
  assert.equal(waits[14], 60_000);
  assert.equal(waits[15], undefined);
});

test("an outage of ten minutes is tolerated", () => {
  const waits = Array.from({ length: 15 }, (_, retry) => retryDelay(DEFAULT_RETRY_POLICY, retry, 0) ?? 0);
  assert.ok(waits.reduce((sum, wait) => sum + wait, 0) >= 480_000);
});

test("jitter moves a wait by its share in both directions", () => {
  const policy = { ...DEFAULT_RETRY_POLICY, initialBackoffMs: 1000, jitter: 0.2 };
  assert.equal(retryDelay(policy, 0, 0), 800);
  assert.equal(retryDelay(policy, 0, MIDDLE), 1000);
  assert.equal(retryDelay(policy, 0, 1), 1200);
});

test("a wait that the server asks for is kept, up to a limit", () => {
  const policy = { ...DEFAULT_RETRY_POLICY, maxServerDelayMs: 10_000 };
  assert.equal(retryDelay(policy, 0, MIDDLE, 3000), 3000);
  assert.equal(retryDelay(policy, 0, MIDDLE, 99_000), 10_000);
  assert.equal(retryDelay(policy, 4, MIDDLE, 1), 12_800);
});
