import assert from "node:assert/strict";
import { test } from "vitest";
import { fitText } from "../../src/warehouse/fit-text.ts";

test("a text that fits stays as it is, to the last byte and character", () => {
  for (const text of ["", "a".repeat(65_535), "ü".repeat(32_767), "🧾".repeat(16_383)]) {
    assert.equal(fitText("staging_files.reason", text), text);
  }
  assert.equal(fitText("pipeline_lease.host", "🧾".repeat(255)), "🧾".repeat(255));
});

test("a longer one is cut by bytes for TEXT, and never within a character", () => {
  for (const text of ["a".repeat(65_536), "ü".repeat(40_000), `a${"€".repeat(30_000)}`, `ab${"🧾".repeat(20_000)}`]) {
    const fitted = fitText("staging_file_events.message", text);
    assert.ok(Buffer.byteLength(fitted) <= 65_535 && Buffer.byteLength(fitted) > 65_535 - 4, text.slice(0, 2));
    assert.equal(fitted.at(-1), "…");
    assert.ok(text.startsWith(fitted.slice(0, -1)));
    assert.ok(fitted.isWellFormed());
  }
});

test("a longer one is cut by characters for VARCHAR", () => {
  assert.equal(fitText("pipeline_lease.host", "🧾".repeat(256)), `${"🧾".repeat(254)}…`);
});
