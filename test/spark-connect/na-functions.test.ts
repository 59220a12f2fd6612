import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { col, lit } from "../../src/spark-connect/index.ts";
import { attr, fn, int, relation } from "./expected-plan.ts";
import { offlineSession } from "./offline-session.ts";
import { type PlanCase, SALES, testPlans } from "./plan-cases.ts";

const FILLED_TEXT = [
  [1, "ann", 10],
  [1, "bob", 20],
  [2, "ann", 5],
  [2, "?", 7],
];
const NULL = { null: { null: {} } };

const CASES: readonly PlanCase[] = [
  {
    name: "fill with text",
    build: (sales) => sales.na.fill("?"),
    plan: { fillNa: { input: SALES, values: [{ string: "?" }] } },
    rows: FILLED_TEXT,
  },
  {
    name: "fill some columns, a whole number as BIGINT",
    build: (sales) => sales.withColumn("store", lit(null).cast("int")).fillna(0, ["store"]).limit(1),
    plan: {
      limit: {
        input: relation(3, {
          fillNa: {
            input: relation(2, {
              withColumns: {
                input: SALES,
                aliases: [{ expr: { cast: { expr: { literal: NULL }, typeStr: "int" } }, name: ["store"] }],
              },
            }),
            cols: ["store"],
            values: [{ long: "0" }],
          },
        }),
        limit: 1,
      },
    },
    rows: [[0, "ann", 10]],
  },
  {
    name: "fill each column with a value of its own",
    build: (sales) => sales.na.fill({ person: "?", amount: 1.5 }),
    plan: { fillNa: { input: SALES, cols: ["person", "amount"], values: [{ string: "?" }, { double: 1.5 }] } },
    rows: FILLED_TEXT,
  },
  {
    name: "drop rows with any null",
    build: (sales) => sales.na.drop().filter("amount = 5"),
    plan: {
      filter: {
        input: relation(2, { dropNa: { input: SALES } }),
        condition: { expressionString: { expression: "amount = 5" } },
      },
    },
    rows: [[2, "ann", 5]],
  },
  {
    name: "drop rows of which a column is null",
    build: (sales) => sales.dropna({ how: "all", subset: "person" }).filter("store = 2"),
    plan: {
      filter: {
        input: relation(2, { dropNa: { input: SALES, cols: ["person"], minNonNulls: 1 } }),
        condition: { expressionString: { expression: "store = 2" } },
      },
    },
    rows: [[2, "ann", 5]],
  },
  {
    name: "drop rows with too few values",
    build: (sales) => sales.na.drop({ thresh: 2, subset: ["person", "amount"] }).filter("store = 2"),
    plan: {
      filter: {
        input: relation(2, { dropNa: { input: SALES, cols: ["person", "amount"], minNonNulls: 2 } }),
        condition: { expressionString: { expression: "store = 2" } },
      },
    },
    rows: [[2, "ann", 5]],
  },
  {
    name: "replace numbers, as DOUBLE, in all columns of numbers",
    build: (sales) =>
      sales
        .replace(
          new Map([
            [1, 7],
            [20, null],
          ]),
        )
        .limit(2),
    plan: {
      limit: {
        input: relation(2, {
          replace: {
            input: SALES,
            replacements: [
              { oldValue: { double: 1 }, newValue: { double: 7 } },
              { oldValue: { double: 20 }, newValue: NULL },
            ],
          },
        }),
        limit: 2,
      },
    },
    rows: [
      [7, "ann", 10],
      [7, "bob", null],
    ],
  },
  {
    name: "replace text by text, in one column",
    build: (sales) => sales.replace({ ann: "anna", bob: null }, undefined, "person").limit(2),
    plan: {
      limit: {
        input: relation(2, {
          replace: {
            input: SALES,
            cols: ["person"],
            replacements: [
              { oldValue: { string: "ann" }, newValue: { string: "anna" } },
              { oldValue: { string: "bob" }, newValue: NULL },
            ],
          },
        }),
        limit: 2,
      },
    },
    rows: [
      [1, "anna", 10],
      [1, null, 20],
    ],
  },
  {
    name: "replace several values by one",
    build: (sales) => sales.na.replace(["ann", "bob"], "x", ["person"]).limit(2),
    plan: {
      limit: {
        input: relation(2, {
          replace: {
            input: SALES,
            cols: ["person"],
            replacements: [
              { oldValue: { string: "ann" }, newValue: { string: "x" } },
              { oldValue: { string: "bob" }, newValue: { string: "x" } },
            ],
          },
        }),
        limit: 2,
      },
    },
    rows: [
      [1, "x", 10],
      [1, "x", 20],
    ],
  },
  {
    name: "replace a boolean",
    build: (sales) => sales.limit(1).select(col("store").eq(1).alias("first")).replace(true, false),
    plan: {
      replace: {
        input: relation(3, {
          project: {
            input: relation(2, { limit: { input: SALES, limit: 1 } }),
            expressions: [
              {
                alias: {
                  expr: fn("==", attr("store"), int(1)),
                  name: ["first"],
                },
              },
            ],
          },
        }),
        replacements: [{ oldValue: { boolean: true }, newValue: { boolean: false } }],
      },
    },
    rows: [[false]],
  },
];

testPlans("missing values", CASES);

describe("replacing is refused", () => {
  test("for values of several kinds", () => {
    assert.throws(() => offlineSession().table("t").replace(1, "x"), {
      name: "TypeError",
      message: "replace: values are of several kinds: number, string",
    });
  });

  test("for lists of different lengths", () => {
    assert.throws(() => offlineSession().table("t").replace(["a", "b"], ["c"]), {
      name: "RangeError",
      message: "replace: 2 values to replace, but 1 new values",
    });
  });

  test("for an integer that DOUBLE does not hold exactly", () => {
    assert.throws(
      () =>
        offlineSession()
          .table("t")
          .replace(2n ** 53n + 1n, 0),
      {
        name: "RangeError",
        message: /9007199254740993 is compared as DOUBLE/,
      },
    );
  });
});

test("a fill value beyond 64 bits is refused", () => {
  assert.throws(
    () =>
      offlineSession()
        .table("t")
        .na.fill(2n ** 63n),
    { name: "RangeError", message: /does not fit/ },
  );
});
