import assert from "node:assert/strict";
import { CompressionType, tableFromIPC, tableToIPC } from "@uwdata/flechette";
import { test } from "vitest";
import { alignedMessage } from "../../../src/spark-connect/arrow/aligned-message.ts";
import { decodeBatch } from "../../../src/spark-connect/arrow/decode.ts";
import { encodeRows } from "../../../src/spark-connect/arrow/encode.ts";
import { ipcMessages } from "../../../src/spark-connect/arrow/ipc-message.ts";
import { parseDdl } from "../../../src/spark-connect/ddl/parse-ddl.ts";
import { everyType, extremes } from "./every-type.ts";
import { at, shifted } from "./ipc-bytes.ts";

const stream = encodeRows(everyType, extremes);

for (const offset of [0, 1, 2, 3, 4, 5, 6, 7]) {
  test(`values of every type are read ${offset} bytes after a multiple of 8`, () => {
    assert.deepEqual(decodeBatch(at(offset, stream), everyType), extremes);
    // gRPC's messages are Buffers, whose slice() does not copy.
    assert.deepEqual(decodeBatch(Buffer.from(at(offset, stream).buffer, offset), everyType), extremes);
  });

  test(`values of every type are read from bodies that begin ${offset} bytes after a multiple of 8`, () => {
    assert.deepEqual(decodeBatch(shifted(offset, stream), everyType), extremes);
    assert.deepEqual(decodeBatch(shifted(offset, encodeRows(everyType, [])), everyType), []);
  });
}

test("what is aligned is not copied", () => {
  const isCopied = (bytes: Uint8Array) =>
    ipcMessages(bytes).map((message) => alignedMessage(message).buffer !== bytes.buffer);
  assert.deepEqual(isCopied(at(0, stream)), [false, false]);
  assert.deepEqual(isCopied(at(8, stream)), [false, false]);
  // The schema has no body.
  assert.deepEqual(isCopied(at(4, stream)), [false, true]);
});

test("compressed bodies are read wherever they begin", () => {
  const type = parseDdl("c BIGINT");
  const values = Array.from({ length: 1000 }, (_, index) => [BigInt(index % 3)]);
  const table = tableFromIPC(encodeRows(type, values), { useBigInt: true });
  const compressed = tableToIPC(table, { format: "stream", codec: CompressionType.ZSTD }) ?? new Uint8Array();
  assert.ok(compressed.length < 1000);
  for (const offset of [0, 3]) {
    assert.deepEqual(decodeBatch(shifted(offset, at(offset, compressed)), type), values);
  }
});
