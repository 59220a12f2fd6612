import assert from "node:assert/strict";
import { test } from "vitest";
import {
  CalendarInterval,
  type Column,
  col,
  DayTimeInterval,
  Decimal,
  DecimalType,
  expr,
  LocalDate,
  LocalTime,
  LocalTimestamp,
  lit,
  Timestamp,
  when,
  YearMonthInterval,
} from "../../src/spark-connect/index.ts";
import { ascending, attr, bool, descending, expressionJson, fn, int, literal, text } from "./expected-plan.ts";

const a = attr("a");
const b = attr("b");
const NULL = literal({ null: { null: {} } });

type Case = readonly [name: string, column: Column, expected: object];

const OPERATORS: readonly Case[] = [
  ["eq", col("a").eq(1), fn("==", a, int(1))],
  ["ne", col("a").ne(col("b")), fn("not", fn("==", a, b))],
  ["eqNullSafe", col("a").eqNullSafe(null), fn("<=>", a, NULL)],
  ["lt", col("a").lt(1), fn("<", a, int(1))],
  ["leq", col("a").leq(1), fn("<=", a, int(1))],
  ["gt", col("a").gt(1), fn(">", a, int(1))],
  ["geq", col("a").geq(1), fn(">=", a, int(1))],
  ["between", col("a").between(1, 2), fn("and", fn(">=", a, int(1)), fn("<=", a, int(2)))],
  ["isin", col("a").isin("x", col("b")), fn("in", a, text("x"), b)],
  ["isin of a list", col("a").isin(["x", 1]), fn("in", a, text("x"), int(1))],
  ["outer", col("a").outer(), a],
  ["transform", col("a").transform((column) => column.plus(1)), fn("+", a, int(1))],
  ["isin of nothing", col("a").isin(), fn("in", a)],
  ["isNull", col("a").isNull(), fn("isNull", a)],
  ["isNotNull", col("a").isNotNull(), fn("isNotNull", a)],
  ["isNaN", col("a").isNaN(), fn("isNaN", a)],
  ["and", col("a").and(true), fn("and", a, bool(true))],
  ["or", col("a").or(col("b")), fn("or", a, b)],
  ["not", col("a").not(), fn("not", a)],
  ["plus", col("a").plus(1), fn("+", a, int(1))],
  ["minus", col("a").minus(1), fn("-", a, int(1))],
  ["multiply", col("a").multiply(1), fn("*", a, int(1))],
  ["divide", col("a").divide(1), fn("/", a, int(1))],
  ["mod", col("a").mod(1), fn("%", a, int(1))],
  ["pow", col("a").pow(2), fn("power", a, int(2))],
  ["negate", col("a").negate(), fn("negative", a)],
  ["bitwiseAnd", col("a").bitwiseAnd(1), fn("&", a, int(1))],
  ["bitwiseOr", col("a").bitwiseOr(1), fn("|", a, int(1))],
  ["bitwiseXor", col("a").bitwiseXor(1), fn("^", a, int(1))],
  ["like", col("a").like("x%"), fn("like", a, text("x%"))],
  ["ilike", col("a").ilike("x%"), fn("ilike", a, text("x%"))],
  ["rlike", col("a").rlike("x"), fn("rlike", a, text("x"))],
  ["contains", col("a").contains("x"), fn("contains", a, text("x"))],
  ["startsWith", col("a").startsWith("x"), fn("startsWith", a, text("x"))],
  ["endsWith", col("a").endsWith("x"), fn("endsWith", a, text("x"))],
  ["substr", col("a").substr(1, 2), fn("substr", a, int(1), int(2))],
  ["getField", col("a").getField("x"), { unresolvedExtractValue: { child: a, extraction: text("x") } }],
  ["getItem", col("a").getItem(0), { unresolvedExtractValue: { child: a, extraction: int(0) } }],
  ["cast to SQL", col("a").cast("int"), { cast: { expr: a, typeStr: "int" } }],
  [
    "cast to a type",
    col("a").cast(DecimalType(20, 2)),
    { cast: { expr: a, type: { decimal: { precision: 20, scale: 2 } } } },
  ],
  ["tryCast", col("a").tryCast("int"), { cast: { expr: a, typeStr: "int", evalMode: "EVAL_MODE_TRY" } }],
  ["alias", col("a").alias("x"), { alias: { expr: a, name: ["x"] } }],
  [
    "alias with metadata",
    col("a").alias("x", { metadata: { unit: "EUR" } }),
    { alias: { expr: a, name: ["x"], metadata: '{"unit": "EUR"}' } },
  ],
  ["aliases", col("a").aliases("x", "y"), { alias: { expr: a, name: ["x", "y"] } }],
  ["asc", col("a").asc(), { sortOrder: ascending(a) }],
  ["desc", col("a").desc(), { sortOrder: descending(a) }],
  ["ascNullsFirst", col("a").ascNullsFirst(), { sortOrder: ascending(a) }],
  ["descNullsLast", col("a").descNullsLast(), { sortOrder: descending(a) }],
  ["ascNullsLast", col("a").ascNullsLast(), { sortOrder: { ...ascending(a), nullOrdering: "SORT_NULLS_LAST" } }],
  ["descNullsFirst", col("a").descNullsFirst(), { sortOrder: { ...descending(a), nullOrdering: "SORT_NULLS_FIRST" } }],
  ["when", when(col("a"), 1).when(col("b"), 2).otherwise(null), fn("when", a, int(1), b, int(2), NULL)],
  ["when without otherwise", when(col("a"), "x"), fn("when", a, text("x"))],
  [
    "withField",
    col("a").withField("x", col("b")),
    { updateFields: { structExpression: a, fieldName: "x", valueExpression: b } },
  ],
  [
    "dropFields",
    col("a").dropFields("x", "y"),
    {
      updateFields: {
        structExpression: { updateFields: { structExpression: a, fieldName: "x" } },
        fieldName: "y",
      },
    },
  ],
];

const LITERALS: readonly Case[] = [
  ["the largest INT", lit(2 ** 31 - 1), int(2147483647)],
  ["the smallest INT", lit(-(2 ** 31)), int(-2147483648)],
  ["an integer beyond INT", lit(2 ** 31), literal({ long: "2147483648" })],
  ["a small bigint", lit(1n), literal({ long: "1" })],
  ["a number with a fraction", lit(1.5), literal({ double: 1.5 })],
  ["the largest BIGINT", lit(2n ** 63n - 1n), literal({ long: "9223372036854775807" })],
  ["text", lit("it's"), text("it's")],
  ["a boolean", lit(false), bool(false)],
  ["null", lit(null), NULL],
  ["bytes", lit(Uint8Array.of(1, 2)), literal({ binary: "AQI=" })],
  ["a decimal", lit(Decimal.parse("-12.50")), literal({ decimal: { value: "-12.50", precision: 4, scale: 2 } })],
  ["a decimal below 1", lit(Decimal.parse("0.05")), literal({ decimal: { value: "0.05", precision: 2, scale: 2 } })],
  ["a date", lit(LocalDate.parse("1970-02-01")), literal({ date: 31 })],
  ["a time", lit(LocalTime.parse("00:00:01")), literal({ time: { nano: "1000000000", precision: 6 } })],
  ["a timestamp", lit(Timestamp.parse("1970-01-01T00:00:00.000001Z")), literal({ timestamp: "1" })],
  ["a local timestamp", lit(new LocalTimestamp(7n)), literal({ timestampNtz: "7" })],
  ["days to seconds", lit(new DayTimeInterval(5n)), literal({ dayTimeInterval: "5" })],
  ["years to months", lit(new YearMonthInterval(14)), literal({ yearMonthInterval: 14 })],
  [
    "a calendar interval",
    lit(new CalendarInterval(1, 2, 3n)),
    literal({ calendarInterval: { months: 1, days: 2, microseconds: "3" } }),
  ],
  ["an array", lit([1, [2n]]), fn("array", int(1), fn("array", literal({ long: "2" })))],
  ["a column", lit(col("a")), a],
];

const NAMES: readonly Case[] = [
  ["a qualified name", col("t.a"), attr("t.a")],
  ["a star", col("*"), { unresolvedStar: {} }],
  ["a qualified star", col("t.*"), { unresolvedStar: { unparsedTarget: "t.*" } }],
  ["SQL", expr("a + 1"), { expressionString: { expression: "a + 1" } }],
];

for (const [group, cases] of Object.entries({
  "the operator": OPERATORS,
  "a literal of": LITERALS,
  "as a column": NAMES,
})) {
  for (const [name, column, expected] of cases) {
    test(`${group} ${name} is sent as PySpark sends it`, () => assert.deepEqual(expressionJson(column), expected));
  }
}

test("an integer that a number does not hold exactly is refused", () => {
  assert.throws(() => lit(2 ** 53), { name: "RangeError", message: /9007199254740992.*bigint/ });
  assert.throws(() => lit(2n ** 63n), { name: "RangeError", message: /does not fit into a BIGINT/ });
});

test("a literal keeps the bytes it was made of", () => {
  const bytes = Uint8Array.of(1);
  const column = lit(bytes);
  bytes[0] = 2;
  assert.deepEqual(expressionJson(column), literal({ binary: "AQ==" }));
});

test("otherwise() ends a CASE and starts none", () => {
  assert.throws(() => col("a").otherwise(1), { name: "TypeError", message: /Start it with the function when/ });
  assert.throws(() => when(col("a"), 1).otherwise(2).otherwise(3), { name: "TypeError", message: /complete/ });
  assert.throws(() => when(col("a"), 1).otherwise(2).when(col("b"), 3), { name: "TypeError", message: /complete/ });
});

test("a condition of a thousand operators is built", () => {
  const chain = Array.from({ length: 1000 }).reduce<Column>((sum) => sum.plus(1), col("a"));
  assert.equal(JSON.stringify(expressionJson(chain)).match(/"\+"/g)?.length, 1000);
});
