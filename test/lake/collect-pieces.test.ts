import assert from "node:assert/strict";
import { test } from "vitest";
import { pieceHasPassed } from "../../src/lake/collect-pieces.ts";

const MIB = 2 ** 20;
const PIECE_BYTES = 64 * 1024;

test("pieces of content do not wait to be collected until there are many of them", () => {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let passed = 0; passed < 256 * MIB; passed += PIECE_BYTES) {
    pieceHasPassed(Buffer.allocUnsafeSlow(PIECE_BYTES).length);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  assert.ok(most < 32 * MIB, `${Math.round(most / MIB)} MiB of pieces were there at once`);
});
