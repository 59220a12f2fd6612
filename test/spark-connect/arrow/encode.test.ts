import assert from "node:assert/strict";
import { test } from "vitest";
import { decodeBatch } from "../../../src/spark-connect/arrow/decode.ts";
import { encodeRows } from "../../../src/spark-connect/arrow/encode.ts";
import { Row } from "../../../src/spark-connect/row.ts";
import {
  DecimalType,
  IntegerType,
  LongType,
  StringType,
  StructField,
} from "../../../src/spark-connect/types/data-type.ts";
import { StructType } from "../../../src/spark-connect/types/struct-type.ts";
import { Decimal } from "../../../src/spark-connect/values/decimal.ts";
import { Timestamp } from "../../../src/spark-connect/values/timestamp.ts";
import { everyType, extremes } from "./every-type.ts";

test("values of every type survive encoding and decoding", () => {
  assert.deepEqual(decodeBatch(encodeRows(everyType, extremes), everyType), extremes);
});

test("no rows keep their columns", () => {
  assert.deepEqual(decodeBatch(encodeRows(everyType, []), everyType), []);
});

test("a row may be a Row, an array or an object", () => {
  const schema = StructType([StructField("a", IntegerType), StructField("b", StringType)]);
  const rows = [new Row(["a", "b"], [1, "x"]), [2, "y"], { b: "z" }];
  assert.deepEqual(decodeBatch(encodeRows(schema, rows), schema), [
    [1, "x"],
    [2, "y"],
    [null, "z"],
  ]);
});

test("columns of one name keep their own values", () => {
  const schema = StructType([StructField("a", IntegerType), StructField("a", LongType)]);
  assert.deepEqual(decodeBatch(encodeRows(schema, [[1, 2n]]), schema), [[1, 2n]]);
  assert.throws(
    () => encodeRows(schema, [{ a: 1 }]),
    new TypeError("Row 0 is an object, but its type has several fields a. Give an array."),
  );
});

test("numbers, bigints and dates stand for the types that hold them exactly", () => {
  const schema = StructType([StructField("l", LongType), StructField("d", DecimalType(5, 2))]);
  const rows = [
    [7, 12n],
    [-1n, Decimal.parse("1.5")],
  ];
  assert.deepEqual(decodeBatch(encodeRows(schema, rows), schema), [
    [7n, new Decimal(1200n, 2)],
    [-1n, new Decimal(150n, 2)],
  ]);
  const [timestamp] = extremes[0]?.slice(12, 13) ?? [];
  assert.ok(timestamp instanceof Timestamp);
});

const refused: readonly [string, StructType, unknown, Error][] = [
  [
    "a fraction for an integer",
    StructType([StructField("a", IntegerType)]),
    1.5,
    new TypeError("Row 0, column a: expected int, got a number (1.5)"),
  ],
  [
    "an integer that is too large",
    StructType([StructField("a", IntegerType)]),
    2 ** 31,
    new RangeError("Row 0, column a: 2147483648 does not fit int"),
  ],
  [
    "a text for a number",
    StructType([StructField("a", LongType)]),
    "1",
    new TypeError("Row 0, column a: expected bigint, got a string"),
  ],
  [
    "an unsafe number for a long",
    StructType([StructField("a", LongType)]),
    2 ** 53,
    new TypeError("Row 0, column a: expected bigint, got a number (9007199254740992)"),
  ],
  [
    "a null where none may be",
    StructType([StructField("a", LongType, false)]),
    null,
    new TypeError("Row 0, column a is null, but the column is NOT NULL"),
  ],
  [
    "a decimal with too many digits",
    StructType([StructField("a", DecimalType(3, 2))]),
    Decimal.parse("10.00"),
    new RangeError("Row 0, column a: 10.00 does not fit decimal(3,2)"),
  ],
];

for (const [what, schema, value, error] of refused) {
  test(`${what} is refused with its place`, () => {
    assert.throws(() => encodeRows(schema, [[value]]), error);
  });
}

test("a decimal with more digits after the point is refused, not rounded", () => {
  const schema = StructType([StructField("a", DecimalType(5, 2))]);
  assert.throws(() => encodeRows(schema, [[Decimal.parse("1.005")]]), {
    name: "RangeError",
    message: "Row 0, column a: 1.005 has more than 2 digits after the point",
  });
});

test("a nested value is refused with its path", () => {
  const point = StructType([StructField("x", IntegerType)]);
  const schema = StructType([StructField("p", point)]);
  assert.throws(
    () => encodeRows(schema, [[{ x: 1 }], [{ x: "1" }]]),
    new TypeError("Row 1, column p.x: expected int, got a string"),
  );
  assert.throws(
    () => encodeRows(schema, [[{ y: 1 }]]),
    new TypeError("Row 0, column p has a value for y, which is none of its fields: x"),
  );
});
