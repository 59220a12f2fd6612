import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import {
  DayTimeInterval,
  Decimal,
  type InputRow,
  LocalDate,
  LocalTime,
  LocalTimestamp,
  parseDdl,
  Row,
  type SparkSession,
  Timestamp,
  YearMonthInterval,
} from "../../src/spark-connect/index.ts";
import { dataTypeToJson } from "../../src/spark-connect/types/json.ts";
import { rootOf } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { offlineSession } from "./offline-session.ts";

/** The rows, the schema that is inferred, and the rows as Spark gives them back. */
type Inference = readonly [
  name: string,
  rows: readonly InputRow[],
  names: readonly string[] | undefined,
  ddl: string,
  values: readonly (readonly unknown[])[],
];

const decimal = (text: string) => Decimal.parse(text).withScale(18);

const INFERENCES: readonly Inference[] = [
  [
    "objects, in alphabetical order",
    [
      { b: 1, a: "x" },
      { c: true, a: null },
    ],
    undefined,
    "a STRING, b BIGINT, c BOOLEAN",
    [
      ["x", 1n, null],
      [null, null, true],
    ],
  ],
  [
    "Rows, in their order, by name",
    [new Row(["b", "a"], [1n, "x"]), new Row(["a", "b"], ["y", 2n])],
    undefined,
    "b BIGINT, a STRING",
    [
      [1n, "x"],
      [2n, "y"],
    ],
  ],
  [
    "arrays",
    [
      [1, null],
      [2, 0.5],
    ],
    undefined,
    "_1 BIGINT, _2 DOUBLE",
    [
      [1n, null],
      [2n, 0.5],
    ],
  ],
  ["whole numbers among fractions", [[1], [0.5]], undefined, "_1 DOUBLE", [[1], [0.5]]],
  [
    "values of each class",
    [
      [
        Decimal.parse("1.5"),
        LocalDate.parse("2020-01-01"),
        Timestamp.parse("2020-01-01T00:00:00Z"),
        LocalTimestamp.parse("2020-01-01T00:00:00"),
        Uint8Array.of(1),
        new DayTimeInterval(1n),
        new YearMonthInterval(3),
      ],
    ],
    undefined,
    "_1 DECIMAL(38,18), _2 DATE, _3 TIMESTAMP, _4 TIMESTAMP_NTZ, _5 BINARY, _6 INTERVAL DAY TO SECOND, _7 INTERVAL YEAR TO MONTH",
    [
      [
        decimal("1.5"),
        LocalDate.parse("2020-01-01"),
        Timestamp.parse("2020-01-01T00:00:00Z"),
        LocalTimestamp.parse("2020-01-01T00:00:00"),
        Uint8Array.of(1),
        new DayTimeInterval(1n),
        new YearMonthInterval(3),
      ],
    ],
  ],
  [
    "lists, maps and structs",
    [
      [[], new Map([["k", null]]), { y: 1, x: null }],
      [[1, null], new Map([["l", 2.5]]), { x: "z" }],
    ],
    undefined,
    "_1 ARRAY<BIGINT>, _2 MAP<STRING,DOUBLE>, _3 STRUCT<x: STRING, y: BIGINT>",
    [
      [[], new Map([["k", null]]), new Row(["x", "y"], [null, 1n])],
      [[1n, null], new Map([["l", 2.5]]), new Row(["x", "y"], ["z", null])],
    ],
  ],
  ["names for all columns", [[1, "x"]], ["id", "name"], "id BIGINT, name STRING", [[1n, "x"]]],
  ["names for some columns", [[1, "x"]], ["id"], "id BIGINT, _2 STRING", [[1n, "x"]]],
];

describe("the schema of", () => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await liveSession();
  });
  afterAll(async () => await spark.close());

  for (const [name, rows, names, ddl, values] of INFERENCES) {
    test(`${name} is inferred`, async () => {
      const frame = spark.createDataFrame(rows, names);
      assert.deepEqual(await frame.schema(), parseDdl(ddl));
      assert.deepEqual(
        (await frame.collectRows()).map((row) => row.values),
        values,
      );
    });
  }
});

test("rows may have an interface of their own", () => {
  interface Sale {
    readonly id: number;
  }
  const sales: readonly Sale[] = [{ id: 1 }];
  const spark = offlineSession();
  assert.deepEqual(
    rootOf(spark.createDataFrame(sales))["localRelation"],
    rootOf(spark.createDataFrame(sales, "id BIGINT"))["localRelation"],
  );
});

test("an inferred schema travels with the rows, and names in a relation of their own", () => {
  const { toDf } = rootOf(offlineSession().createDataFrame([[1, new LocalTime(0n)]], ["id"]));
  assert.ok(typeof toDf === "object" && toDf !== null && "input" in toDf);
  assert.deepEqual(toDf["columnNames"], ["id", "_2"]);
  const schema = dataTypeToJson(parseDdl("id BIGINT, _2 TIME(6)"));
  assert.ok(JSON.stringify(toDf["input"]).includes(JSON.stringify(schema)));
});

describe("no schema is inferred from", () => {
  const refused: readonly (readonly [string, readonly InputRow[], RegExp])[] = [
    ["no rows", [], /No schema can be inferred from no rows/],
    [
      "nulls only",
      [
        [1, null],
        [2, null],
      ],
      /type of column _2 cannot be inferred: it has only nulls/,
    ],
    ["empty lists only", [{ tags: [] }], /type of column tags cannot be inferred/],
    ["text and numbers", [{ a: 1 }, { a: "1" }], /row\.a is bigint in one row and string in another/],
    ["fractions and 64-bit integers in a list", [[[1n, true]]], /element of row\._1 is bigint in one row and boolean/],
    ["a value of no known class", [{ a: /x/ }], /row\.a: no type can be inferred from \[object RegExp\]/],
  ];
  for (const [name, rows, message] of refused) {
    test(name, () => {
      assert.throws(() => offlineSession().createDataFrame(rows), { name: "TypeError", message });
    });
  }
});

test("a bigint among fractions is refused rather than rounded", () => {
  assert.throws(() => offlineSession().createDataFrame([[0.5], [2n ** 53n + 1n]]), {
    name: "TypeError",
    message: /Row 1, column _1: expected number, got a bigint/,
  });
});
