import assert from "node:assert/strict";
import { dictionary, tableFromArrays, tableToIPC, utf8 } from "@uwdata/flechette";
import { test } from "vitest";
import { decodeBatch } from "../../../src/spark-connect/arrow/decode.ts";
import { encodeRows } from "../../../src/spark-connect/arrow/encode.ts";
import { checkStream, splitStream } from "../../../src/spark-connect/arrow/ipc-stream.ts";
import { parseDdl } from "../../../src/spark-connect/ddl/parse-ddl.ts";

const schema = parseDdl("id INT NOT NULL, s STRING");
const rows = Array.from({ length: 25_000 }, (_, id) => [id, id % 7 === 0 ? null : `row ${id}`]);

test("many rows are encoded in batches, which decode together and one by one", () => {
  const stream = encodeRows(schema, rows);
  assert.deepEqual(decodeBatch(stream, schema), rows);
  const parts = splitStream(stream).map((part) => decodeBatch(part, schema));
  assert.deepEqual(
    parts.map((part) => part.length),
    [10_000, 10_000, 5000],
  );
  assert.deepEqual(parts.flat(), rows);
});

test("a value that does not fit is named by its row, also in a later batch", () => {
  const wrong = rows.with(12_345, ["x", null]);
  assert.throws(() => encodeRows(schema, wrong), { message: /^Row 12345, column id/ });
});

test("a stream of one batch, or with dictionaries, stays whole", () => {
  const one = encodeRows(schema, rows.slice(0, 3));
  assert.deepEqual(splitStream(one), [one]);
  const types = { s: dictionary(utf8()) };
  const coded = tableToIPC(tableFromArrays({ s: ["a", "b", "a"] }, { types }), { format: "stream" });
  assert.ok(coded !== null);
  assert.deepEqual(splitStream(coded), [coded]);
});

test("what is not an Arrow stream is refused", () => {
  const stream = encodeRows(schema, rows.slice(0, 3));
  checkStream(stream);
  const file = tableToIPC(tableFromArrays({ s: ["a"] }), { format: "file" }) ?? new Uint8Array();
  assert.throws(() => checkStream(file), { name: "TypeError", message: /is in the file format/ });
  for (const bytes of [new Uint8Array(), new Uint8Array(40), stream.subarray(0, stream.length - 40), stream.slice(8)]) {
    assert.throws(() => checkStream(bytes), { name: "TypeError", message: /is not a whole IPC stream/ });
  }
});
