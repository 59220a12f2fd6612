import assert from "node:assert/strict";
import { test } from "vitest";
import { col, lit } from "../../src/spark-connect/index.ts";
import { ascending, attr, fn, int, relation } from "./expected-plan.ts";
import { offlineSession } from "./offline-session.ts";
import { amount, type PlanCase, SALES, STORES, store, testPlans } from "./plan-cases.ts";

const CASES: readonly PlanCase[] = [
  {
    name: "a lateral join with a table function",
    build: (sales, _, spark) =>
      sales
        .filter("amount = 5")
        .lateralJoin(spark.tvf.stack(lit(2), col("store").outer(), col("amount").outer()))
        .select("person", "col0"),
    plan: {
      project: {
        input: relation(4, {
          lateralJoin: {
            left: relation(2, {
              filter: { input: SALES, condition: { expressionString: { expression: "amount = 5" } } },
            }),
            right: relation(3, {
              unresolvedTableValuedFunction: { functionName: "stack", arguments: [int(2), store, amount] },
            }),
            joinType: "JOIN_TYPE_INNER",
          },
        }),
        expressions: [attr("person"), attr("col0")],
      },
    },
    rows: [
      ["ann", 2],
      ["ann", 5],
    ],
  },
  {
    name: "a lateral left join on a condition",
    build: (sales, stores) =>
      stores.lateralJoin(sales.filter(col("amount").gt(10)), col("city").eq("Pune"), "left").sort("city"),
    plan: {
      sort: {
        input: relation(3, {
          lateralJoin: {
            left: STORES,
            right: relation(2, { filter: { input: SALES, condition: fn(">", amount, int(10)) } }),
            joinType: "JOIN_TYPE_LEFT_OUTER",
            joinCondition: fn("==", attr("city"), { literal: { string: "Pune" } }),
          },
        }),
        order: [ascending(attr("city"))],
        isGlobal: true,
      },
    },
    rows: [
      [3, "Goa", null, null, null],
      [1, "Pune", 1, "bob", 20],
    ],
  },
  {
    name: "an as-of join takes the last row at or before",
    build: (sales, stores) => sales.joinAsOf(stores, "amount", "store").select("amount", "city").sort("amount"),
    plan: {
      sort: {
        input: relation(3, {
          project: {
            input: relation(2, {
              asOfJoin: {
                left: SALES,
                right: STORES,
                leftAsOf: attr("amount", "0"),
                rightAsOf: attr("store", "1"),
                joinType: "inner",
                allowExactMatches: true,
                direction: "backward",
              },
            }),
            expressions: [amount, attr("city")],
          },
        }),
        order: [ascending(amount)],
        isGlobal: true,
      },
    },
    rows: [
      [5, "Goa"],
      [7, "Goa"],
      [10, "Goa"],
      [20, "Goa"],
    ],
  },
  {
    name: "an as-of join with all its options",
    build: (sales, stores) =>
      sales
        .joinAsOf(stores, col("amount"), "store", {
          on: "store",
          how: "left",
          tolerance: lit(10),
          allowExactMatches: false,
          direction: "nearest",
        })
        .select("amount", "city")
        .sort("amount"),
    plan: {
      sort: {
        input: relation(3, {
          project: {
            input: relation(2, {
              asOfJoin: {
                left: SALES,
                right: STORES,
                leftAsOf: amount,
                rightAsOf: attr("store", "1"),
                usingColumns: ["store"],
                joinType: "left",
                tolerance: int(10),
                direction: "nearest",
              },
            }),
            expressions: [amount, attr("city")],
          },
        }),
        order: [ascending(amount)],
        isGlobal: true,
      },
    },
    rows: [
      [5, null],
      [7, null],
      [10, "Pune"],
      [20, null],
    ],
  },
];

testPlans("a join", CASES);

test("frames of different sessions are joined by no kind of join", () => {
  const other = offlineSession().table("t");
  const frame = offlineSession().table("t");
  assert.throws(() => frame.lateralJoin(other), { name: "TypeError", message: /different sessions/ });
  assert.throws(() => frame.joinAsOf(other, "a", "a"), { name: "TypeError", message: /different sessions/ });
});
