import assert from "node:assert/strict";
import * as arrow from "@uwdata/flechette";
import { describe, test } from "vitest";
import { decodeBatch } from "../../../src/spark-connect/arrow/decode.ts";
import { flatTable } from "../../../src/spark-connect/arrow/flatbuffer.ts";
import { ipcMessages, MESSAGE_FIELDS, PREFIX_BYTES, viewOf } from "../../../src/spark-connect/arrow/ipc-message.ts";
import { parseDdl } from "../../../src/spark-connect/ddl/parse-ddl.ts";
import { DayTimeInterval } from "../../../src/spark-connect/values/day-time-interval.ts";
import { Decimal } from "../../../src/spark-connect/values/decimal.ts";
import { LocalDate } from "../../../src/spark-connect/values/local-date.ts";
import { LocalTime } from "../../../src/spark-connect/values/local-time.ts";
import { Timestamp } from "../../../src/spark-connect/values/timestamp.ts";
import { columnOf, END_OF_STREAM, streamOfColumn, streamOfValues } from "./ipc-bytes.ts";

const { TimeUnit } = arrow;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
/** The values of the only column. */
const read = (stream: Uint8Array, type: string) => decodeBatch(stream, parseDdl(`c ${type}`)).map(([value]) => value);

const text = ["short", null, "a text of more than twelve bytes", "\ufeffé", ""];
const types: readonly (readonly [
  what: string,
  arrow.DataType,
  sent: readonly unknown[],
  ddl: string,
  read?: unknown[],
])[] = [
  ["strings with large offsets", arrow.largeUtf8(), text, "STRING"],
  ["binary with large offsets", arrow.largeBinary(), [Uint8Array.of(1), null, Uint8Array.of()], "BINARY"],
  ["binary of fixed size", arrow.fixedSizeBinary(2), [Uint8Array.of(1, 2), null, Uint8Array.of(0, 255)], "BINARY"],
  ["lists with large offsets", arrow.largeList(arrow.int32()), [[1, 2], null, [], [3]], "ARRAY<INT>"],
  ["lists of fixed size", arrow.fixedSizeList(arrow.int32(), 2), [[1, 2], null, [3, 4]], "ARRAY<INT>"],
  ["dictionaries", arrow.dictionary(arrow.utf8(), arrow.int8()), ["a", null, "b", "a"], "STRING"],
  ["runs of equal values", arrow.runEndEncoded(arrow.int32(), arrow.utf8()), ["a", "a", null, "b", "b"], "STRING"],
  ["decimals of 64 bits", arrow.decimal64(12, 2), [1.25, null, -3], "DECIMAL(12,2)", [dec("1.25"), null, dec("-3.00")]],
  ["decimals of 256 bits", arrow.decimal256(38, 2), [1.25, -3], "DECIMAL(38,2)", [dec("1.25"), dec("-3.00")]],
  ["narrow integers for a wide type", arrow.int32(), [1, null, -2], "BIGINT", [1n, null, -2n]],
  ["unsigned integers", arrow.uint64(), [1n, 2n], "BIGINT"],
  ["half floats", arrow.float16(), [1.5, null, -2], "FLOAT"],
  ["dates in milliseconds", arrow.dateMillisecond(), [0, null], "DATE", [LocalDate.of(1970, 1, 1), null]],
  ["seconds of a day", arrow.timeSecond(), [1, null], "TIME", [LocalTime.parse("00:00:01"), null]],
  ["milliseconds of a day", arrow.timeMillisecond(), [1], "TIME", [LocalTime.parse("00:00:00.001")]],
  ["microseconds of a day", arrow.timeMicrosecond(), [1n], "TIME", [LocalTime.parse("00:00:00.000001")]],
  [
    "durations in milliseconds",
    arrow.duration(TimeUnit.MILLISECOND),
    [5n],
    "INTERVAL DAY TO SECOND",
    [new DayTimeInterval(5000n)],
  ],
  [
    "durations in nanoseconds",
    arrow.duration(TimeUnit.NANOSECOND),
    [5000n],
    "INTERVAL DAY TO SECOND",
    [new DayTimeInterval(5n)],
  ],
  [
    "intervals of days and milliseconds",
    arrow.interval(arrow.IntervalUnit.DAY_TIME),
    [
      [1, 2],
      [-1, 0],
    ],
    "INTERVAL DAY TO SECOND",
    [new DayTimeInterval(86_400_002_000n), new DayTimeInterval(-86_400_000_000n)],
  ],
];

/** Keys into a dictionary, which comes in parts. */
function dictionaryColumn(keys: Int8Array | BigInt64Array, parts: readonly (readonly string[])[]) {
  const strings = arrow.utf8();
  const entries = parts.flatMap((values) => arrow.columnFromArray([...values], strings).data);
  const type = arrow.dictionary(strings, keys instanceof Int8Array ? arrow.int8() : arrow.int64());
  return Object.assign(columnOf(type, { length: keys.length, values: keys }), {
    dictionary: new arrow.Column(entries, strings),
  });
}

/** The stream with a schema that says that numbers begin with their first byte; flechette writes no such one. */
function bigEndian(stream: Uint8Array): Uint8Array {
  const changed = stream.slice();
  const view = viewOf(changed);
  const header = flatTable(view, PREFIX_BYTES)(MESSAGE_FIELDS.header) ?? 0;
  const schema = header + view.getUint32(header, true);
  const fields = flatTable(view, header)(1) ?? 0;
  // The field points to where a 1 stands: the number of columns.
  const columnCount = fields + view.getUint32(fields, true);
  view.setUint16(schema - view.getInt32(schema, true) + 4, columnCount - schema, true);
  return changed;
}

function dec(value: string): Decimal {
  return Decimal.parse(value);
}

describe("a type may come in several layouts:", () => {
  for (const [what, type, sent, ddl, expected = sent] of types) {
    test(what, () => {
      assert.deepEqual(read(streamOfValues(type, sent), ddl), expected);
    });
  }

  for (const [unit, count] of [
    [TimeUnit.SECOND, 3n],
    [TimeUnit.MILLISECOND, 3000n],
    [TimeUnit.NANOSECOND, 3_000_000_000n],
  ] as const) {
    test(`timestamps in unit ${unit}`, () => {
      const values = new BigInt64Array([count, -count]);
      const column = columnOf(arrow.timestamp(unit, "UTC"), { length: 2, values });
      assert.deepEqual(read(streamOfColumn(column), "TIMESTAMP"), [
        new Timestamp(3_000_000n),
        new Timestamp(-3_000_000n),
      ]);
    });
  }

  test("views of strings, short ones and long ones in several buffers", () => {
    const views = Buffer.alloc(48);
    views.writeInt32LE(12, 0);
    views.write("twelve bytes", 4);
    // Length, first four bytes, number of the buffer, place in it.
    for (const [row, length, buffer, start] of [
      [1, 13, 1, 2],
      [2, 14, 0, 0],
    ] as const) {
      views.writeInt32LE(length, row * 16);
      views.writeInt32LE(buffer, row * 16 + 8);
      views.writeInt32LE(start, row * 16 + 12);
    }
    const data = [bytes("fourteen bytes"), bytes("..thirteen byte")];
    const expected = ["twelve bytes", "thirteen byte", "fourteen bytes"];
    const layout = { length: 3, values: new Uint8Array(views), data };
    assert.deepEqual(read(streamOfColumn(columnOf(arrow.utf8View(), layout)), "STRING"), expected);
    assert.deepEqual(read(streamOfColumn(columnOf(arrow.binaryView(), layout)), "BINARY"), expected.map(bytes));
  });

  test("views of lists, in any order", () => {
    const elements = columnOf(arrow.int32(), { length: 4, values: Int32Array.of(1, 2, 3, 4) });
    const layout = { length: 3, validity: Uint8Array.of(0b101), children: [elements] };
    const narrow = { ...layout, offsets: Int32Array.of(2, 0, 0), sizes: Int32Array.of(2, 0, 3) };
    const wide = { ...layout, offsets: BigInt64Array.of(2n, 0n, 0n), sizes: BigInt64Array.of(2n, 0n, 3n) };
    const expected = [[3, 4], null, [1, 2, 3]];
    assert.deepEqual(read(streamOfColumn(columnOf(arrow.listView(arrow.int32()), narrow)), "ARRAY<INT>"), expected);
    assert.deepEqual(read(streamOfColumn(columnOf(arrow.largeListView(arrow.int32()), wide)), "ARRAY<INT>"), expected);
  });

  test("decimals of 32 bits", () => {
    const column = columnOf(arrow.decimal32(5, 2), { length: 2, values: Int32Array.of(125, -300) });
    assert.deepEqual(read(streamOfColumn(column), "DECIMAL(5,2)"), [dec("1.25"), dec("-3.00")]);
  });

  test("dictionaries with large keys", () => {
    const column = dictionaryColumn(BigInt64Array.of(1n, 0n, 1n), [["a", "b"]]);
    assert.deepEqual(read(streamOfColumn(column), "STRING"), ["b", "a", "b"]);
  });

  test("offsets that do not begin at 0", () => {
    const column = columnOf(arrow.utf8(), { length: 2, offsets: Int32Array.of(2, 3, 5), values: bytes("xxabb") });
    assert.deepEqual(read(streamOfColumn(column), "STRING"), ["a", "bb"]);
  });

  test("a column of nulls without a type", () => {
    const column = new arrow.Batch({ length: 2, nullCount: 2, type: arrow.nullType() });
    assert.deepEqual(read(streamOfColumn(column), "INT"), [null, null]);
  });
});

describe("a response may hold several messages:", () => {
  const type = arrow.dictionary(arrow.utf8(), arrow.int8());
  const [schema, ...first] = ipcMessages(streamOfValues(type, ["a", "b", "a"]));
  const [, ...second] = ipcMessages(streamOfValues(type, ["x", "x", "y"]));
  const stream = (...messages: readonly ({ readonly bytes: Uint8Array } | undefined)[]) =>
    Buffer.concat([...messages.map((message) => message?.bytes ?? new Uint8Array()), END_OF_STREAM]);

  test("several record batches, in their order", () => {
    const numbers = [1, 2, 3].map((value) => ipcMessages(streamOfValues(arrow.int32(), [value])));
    const batches = numbers.map(([, batch]) => batch);
    assert.deepEqual(read(stream(numbers[0]?.[0], ...batches), "INT"), [1, 2, 3]);
  });

  test("a later dictionary replaces an earlier one from its place on", () => {
    assert.deepEqual(read(stream(schema, ...first, ...second), "STRING"), ["a", "b", "a", "x", "x", "y"]);
  });

  test("a dictionary may come in parts", () => {
    const column = dictionaryColumn(Int8Array.of(2, 0, 1), [["a", "b"], ["c"]]);
    assert.deepEqual(read(streamOfColumn(column), "STRING"), ["c", "a", "b"]);
  });

  test("a schema alone, and an empty record batch", () => {
    assert.deepEqual(read(stream(schema), "STRING"), []);
    assert.deepEqual(read(streamOfValues(arrow.utf8(), []), "STRING"), []);
  });
});

describe("what cannot be read exactly is an error, never another value:", () => {
  const numbers = columnOf(arrow.int32(), { length: 3, values: Int32Array.of(1, 2, 3) });
  const refused: readonly (readonly [what: string, stream: Uint8Array, ddl: string, message: RegExp])[] = [
    ["a type for another", streamOfColumn(numbers), "STRING", /^Column c: string came as Arrow type 2$/],
    ["a column too few", streamOfColumn(numbers), "INT, d INT", /sent 1 columns, but its schema has 2/],
    ["another scale", streamOfValues(arrow.decimal128(5, 2), [1]), "DECIMAL(5,1)", /^Column c: decimal\(5,1\) came as/],
    [
      "nanoseconds",
      streamOfColumn(columnOf(arrow.timeNanosecond(), { length: 1, values: BigInt64Array.of(1n) })),
      "TIME",
      /^Column c holds 1 ns, which is not a whole number of microseconds$/,
    ],
    [
      "a column that is too short",
      streamOfColumn(columnOf(arrow.int32(), { length: 3, values: Int32Array.of(1) })),
      "INT",
      /^Column c is shorter than its batch of 3 rows$/,
    ],
    [
      "booleans that are too short",
      streamOfColumn(columnOf(arrow.bool(), { length: 9, values: Uint8Array.of(1) })),
      "BOOLEAN",
      /^Column c is shorter/,
    ],
    [
      "offsets that are too short",
      streamOfColumn(columnOf(arrow.utf8(), { length: 2, offsets: Int32Array.of(0, 1), values: bytes("ab") })),
      "STRING",
      /^Column c is shorter/,
    ],
    [
      "a text outside its buffer",
      streamOfColumn(columnOf(arrow.utf8(), { length: 1, offsets: Int32Array.of(0, 9), values: bytes("ab") })),
      "STRING",
      /^Column c: a value lies outside/,
    ],
    [
      "a list outside its elements",
      streamOfColumn(
        columnOf(arrow.list(arrow.int32()), { length: 1, offsets: Int32Array.of(0, 4), children: [numbers] }),
      ),
      "ARRAY<INT>",
      /^Column c: a list lies outside/,
    ],
    ["numbers with their first byte first", bigEndian(streamOfColumn(numbers)), "INT", /first byte first/],
    ["no stream", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), "INT", /not a whole IPC stream/],
    ["a stream without a schema", END_OF_STREAM, "INT", /not a whole IPC stream/],
    ["a stream that is cut", streamOfColumn(numbers).subarray(0, -20), "INT", /not a whole IPC stream/],
  ];

  for (const [what, stream, ddl, message] of refused) {
    test(what, () => {
      assert.throws(() => read(stream, ddl), { message });
    });
  }

  test("a dictionary key without an entry", () => {
    assert.throws(() => read(streamOfColumn(dictionaryColumn(Int8Array.of(1), [["a"]])), "STRING"), {
      message: "Column c refers to entry 1 of a dictionary of 1",
    });
  });
});
