import assert from "node:assert/strict";
import { test } from "vitest";
import { decompressLz4Frame } from "../../../src/spark-connect/arrow/lz4-frame.ts";

const header = [0x04, 0x22, 0x4d, 0x18, 0b0110_0000, 0b0100_0000, 0x82];
const end = [0, 0, 0, 0];
const frame = (...blocks: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from([...header, ...blocks.flatMap((block) => [block.length, 0, 0, 0, ...block]), ...end]);
const ascii = (text: string): readonly number[] => [...Buffer.from(text)];
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

test("literals, and matches that overlap themselves or not", () => {
  // "abc", then 9 bytes from 3 back; "-", then 4 bytes from 13 back; "end".
  const block = [0x35, ...ascii("abc"), 3, 0, 0x10, ...ascii("-"), 13, 0, 0x30, ...ascii("end")];
  assert.equal(textOf(decompressLz4Frame(frame(block))), "abcabcabcabc-abcaend");
});

test("lengths beyond one byte", () => {
  // 1 literal, then 15 + 255 + 1 + 4 bytes from 1 back, and no literals.
  assert.equal(textOf(decompressLz4Frame(frame([0x1f, ...ascii("x"), 1, 0, 255, 1, 0x00]))), "x".repeat(1 + 275));
});

test("a match reaches back into the block before", () => {
  assert.equal(
    textOf(decompressLz4Frame(frame([0x40, ...ascii("abcd")], [0x00, 4, 0, 0x10, ...ascii("!")]))),
    "abcdabcd!",
  );
});

test("a block that was not compressed, with checksums", () => {
  const flags = 0b0111_0100;
  const bytes = [...header.with(4, flags), 3, 0, 0, 0x80, ...ascii("raw"), 1, 2, 3, 4, ...end, 5, 6, 7, 8];
  assert.equal(textOf(decompressLz4Frame(Uint8Array.from(bytes))), "raw");
});

const damaged: readonly (readonly [string, Uint8Array])[] = [
  ["no frame", Uint8Array.from([...header.with(0, 5), ...end])],
  ["nothing", new Uint8Array()],
  ["an end that is missing", frame([0x10, ...ascii("a")]).slice(0, -6)],
  ["a match from before the start", frame([0x10, ...ascii("a"), 2, 0, 0x00])],
  ["a match from nowhere", frame([0x10, ...ascii("a"), 0, 0, 0x00])],
  ["a length that does not end", frame([0xf0, 255, 255])],
];

for (const [what, bytes] of damaged) {
  test(`a frame with ${what} is refused`, () => {
    assert.throws(() => decompressLz4Frame(bytes), RangeError);
  });
}
