import assert from "node:assert/strict";
import type { JsonObject } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import {
  ArrayType,
  Decimal,
  DecimalType,
  LocalDate,
  LocalTime,
  LongType,
  lit,
  Row,
  type SparkSession,
  Timestamp,
} from "../../src/spark-connect/index.ts";
import { expressionJson, fn, int, literal, text } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";

/** What is sent for a value without a type. */
const UNTYPED: Readonly<Record<string, readonly [sent: ReturnType<typeof lit>, expected: JsonObject]>> = {
  "a whole number is an INT, however it is written": [lit(1.0), int(1)],
  "a whole number beyond 32 bits is a BIGINT": [lit(2 ** 31), literal({ long: "2147483648" })],
  "a number beyond 64 bits is a DOUBLE": [lit(1e300), literal({ double: 1e300 })],
  "a Date is a TIMESTAMP": [lit(new Date(1_500)), literal({ timestamp: "1500000" })],
  "a Map is a MAP": [lit(new Map([["a", 1]])), fn("map", text("a"), int(1))],
};

for (const [name, [column, expected]] of Object.entries(UNTYPED)) {
  test(name, () => assert.deepEqual(expressionJson(column), expected));
}

/** What is sent for a value of a type. */
const TYPED: readonly (readonly [value: unknown, type: string, sent: JsonObject])[] = [
  [1, "TINYINT", literal({ byte: 1 })],
  [1, "SMALLINT", literal({ short: 1 })],
  [1n, "INT", int(1)],
  [1, "BIGINT", literal({ long: "1" })],
  [1, "FLOAT", literal({ float: 1 })],
  [1, "DOUBLE", literal({ double: 1 })],
  [Decimal.parse("1.5"), "DECIMAL(10,2)", literal({ decimal: { value: "1.50", precision: 10, scale: 2 } })],
  [3, "DECIMAL(10,2)", literal({ decimal: { value: "3.00", precision: 10, scale: 2 } })],
  [LocalTime.parse("01:02:03"), "TIME(0)", literal({ time: { nano: "3723000000000", precision: 0 } })],
  [null, "DATE", literal({ null: { date: {} } })],
  [null, "ARRAY<INT>", literal({ null: { array: { elementType: { integer: {} }, containsNull: true } } })],
];

for (const [value, type, sent] of TYPED) {
  test(`lit(${String(value)}, "${type}") is of that type`, () =>
    assert.deepEqual(expressionJson(lit(value, type)), sent));
}

/** A value that is not one of its type, and what the error says. */
const REFUSED: readonly (readonly [value: unknown, type: string, message: RegExp])[] = [
  [128, "TINYINT", /A literal: 128 does not fit tinyint/],
  [0.5, "INT", /A literal: expected int, got a number \(0\.5\)/],
  ["1", "DOUBLE", /A literal: expected number, got a string/],
  [1e300, "FLOAT", /does not fit float\. Use double/],
  [Decimal.parse("1.234"), "DECIMAL(10,2)", /more than 2 digits after the point/],
  [{ y: 1 }, "STRUCT<x: INT>", /has a value for y, which is none of its fields: x/],
  ["abcd", "CHAR(3)", /No literal of char\(3\) can be made from the text "abcd"/],
  [1, "DECIMAL(10", /is not DDL/],
  [1, "INT INT", /the end of the type should follow/],
];

for (const [value, type, message] of REFUSED) {
  test(`lit of a value that is no ${type} is refused: ${message.source}`, () => {
    assert.throws(() => lit(value, type), { message });
  });
}

test("a whole number that lost digits is refused, with what says the type", () => {
  assert.throws(() => lit(2 ** 60), {
    name: "RangeError",
    message: /Pass a bigint for a BIGINT, or lit\(\d+, "DOUBLE"\)/,
  });
  assert.deepEqual(expressionJson(lit(2 ** 60, "DOUBLE")), literal({ double: 2 ** 60 }));
});

test("an invalid Date is refused", () => {
  assert.throws(() => lit(new Date(Number.NaN)), { name: "RangeError", message: "An invalid Date is no instant" });
});

describe("on Spark", () => {
  let spark: SparkSession;

  beforeAll(async () => {
    spark = await liveSession();
  });
  afterAll(async () => await spark.close());

  /** A value, its type, what comes back. */
  const VALUES: readonly (readonly [value: unknown, type: Parameters<typeof lit>[1] | string, back: unknown])[] = [
    [1, "tinyint", 1],
    [1, "double", 1],
    [null, "decimal(10,2)", null],
    [Decimal.parse("1.5"), DecimalType(10, 2), Decimal.parse("1.50")],
    [LocalDate.parse("2024-02-29"), "date", LocalDate.parse("2024-02-29")],
    [Timestamp.parse("2024-02-29T00:00:00Z"), "timestamp", Timestamp.parse("2024-02-29T00:00:00Z")],
    [[], ArrayType(LongType), []],
    [[1, null], "array<bigint>", [1n, null]],
    [new Map([["a", 1]]), "map<string,smallint>", new Map([["a", 1]])],
    [{ y: "z", x: 1 }, "struct<x:tinyint,y:string>", new Row(["x", "y"], [1, "z"])],
    [[{ x: null }], "array<struct<x:date>>", [new Row(["x"], [null])]],
  ];

  test("a literal of a type is of this type there", async () => {
    const columns = VALUES.map(([value, type], index) => lit(value, type ?? "").alias(`c${index}`));
    const frame = spark.range(1).select(columns);
    const [row] = await frame.collectRows();
    assert.deepEqual(
      row?.values,
      VALUES.map(([, , back]) => back),
    );
    const types = (await frame.dtypes()).map(([, type]) => type);
    assert.deepEqual(
      types,
      VALUES.map(([, type]) =>
        typeof type === "string" ? type : type?.kind === "decimal" ? "decimal(10,2)" : "array<bigint>",
      ),
    );
  });
});
