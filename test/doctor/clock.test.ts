import assert from "node:assert/strict";
import { test } from "vitest";
import { Finding } from "../../src/doctor/check.ts";
import { judgeSkew, skewMs } from "../../src/doctor/clock.ts";

const reading = (clock: number, resolutionMs = 1) => ({ clock, before: 100_000, after: 100_200, resolutionMs });

test("a clock within the time that the question took agrees", () => {
  assert.equal(skewMs(reading(100_000)), 0);
  assert.equal(skewMs(reading(100_200)), 0);
});

test("a clock in whole seconds agrees if the cut-off part can explain the difference", () => {
  assert.equal(skewMs(reading(99_000, 1000)), 0);
  assert.equal(skewMs(reading(98_000, 1000)), -1000);
});

test("skew is counted from the nearer end, ahead is positive", () => {
  assert.equal(skewMs(reading(101_200)), 1000);
  assert.equal(skewMs(reading(98_999)), -1000);
});

test("seconds are told, more is warned about, minutes fail", () => {
  assert.equal(judgeSkew("S3", reading(100_000)), "agrees with this host's clock");
  assert.equal(judgeSkew("S3", reading(102_200)), "S3 is 2.0 s ahead of this host's clock");
  const finding = (status: string, text: RegExp) => (error: unknown) =>
    error instanceof Finding && error.status === status && text.test(error.message);
  assert.throws(() => judgeSkew("S3", reading(110_200)), finding("warning", /^S3 is 10\.0 s ahead of .*NTP/));
  assert.throws(() => judgeSkew("MySQL", reading(-300_001)), finding("failed", /^MySQL is 400\.0 s behind /));
});
