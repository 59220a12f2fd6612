import assert from "node:assert/strict";
import { test } from "vitest";
import { col, lit } from "../../src/spark-connect/index.ts";
import { attr, fn, int, relation } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { amount, type PlanCase, person, SALES, STORES, store, testPlans } from "./plan-cases.ts";

const CASES: readonly PlanCase[] = [
  {
    name: "colRegex",
    build: (sales) => sales.select(sales.colRegex("`s.*|a.*`")).limit(1),
    plan: {
      limit: {
        input: relation(2, {
          project: { input: SALES, expressions: [{ unresolvedRegex: { colName: "`s.*|a.*`", planId: "0" } }] },
        }),
        limit: 1,
      },
    },
    rows: [[1, 10]],
  },
  {
    name: "withMetadata, as Python writes JSON",
    build: (sales) => sales.withMetadata("amount", { unit: "€", digits: [0, 2], exact: true }).limit(1),
    plan: {
      limit: {
        input: relation(2, {
          withColumns: {
            input: SALES,
            aliases: [
              {
                expr: attr("amount", "0"),
                name: ["amount"],
                metadata: '{"unit": "\\u20ac", "digits": [0, 2], "exact": true}',
              },
            ],
          },
        }),
        limit: 1,
      },
    },
    rows: [[1, "ann", 10]],
  },
  {
    name: "to a schema",
    build: (sales) => sales.to("amount BIGINT, store INT").limit(1),
    plan: {
      limit: {
        input: relation(2, {
          toSchema: {
            input: SALES,
            schema: {
              struct: {
                fields: [
                  { name: "amount", dataType: { long: {} }, nullable: true },
                  { name: "store", dataType: { integer: {} }, nullable: true },
                ],
              },
            },
          },
        }),
        limit: 1,
      },
    },
    rows: [[10n, 1]],
  },
  {
    name: "unpivot",
    build: (sales) => sales.filter("amount = 5").unpivot(["person"], ["store", col("amount")], "what", "value"),
    plan: {
      unpivot: {
        input: relation(2, {
          filter: { input: SALES, condition: { expressionString: { expression: "amount = 5" } } },
        }),
        ids: [person],
        values: { values: [store, amount] },
        variableColumnName: "what",
        valueColumnName: "value",
      },
    },
    rows: [
      ["ann", "store", 2],
      ["ann", "amount", 5],
    ],
  },
  {
    name: "melt of all columns but the ids",
    build: (_, stores) => stores.limit(1).melt(["store"], undefined, "what", "value"),
    plan: {
      unpivot: {
        input: relation(2, { limit: { input: STORES, limit: 1 } }),
        ids: [store],
        variableColumnName: "what",
        valueColumnName: "value",
      },
    },
    rows: [[1, "city", "Pune"]],
  },
  {
    name: "transpose by a column",
    build: (_, stores) => stores.transpose("city"),
    plan: { transpose: { input: STORES, indexColumns: [attr("city")] } },
    rows: [["store", 3, 1]],
  },
  {
    name: "transpose by the first column",
    build: (_, stores) => stores.transpose(),
    plan: { transpose: { input: STORES } },
    rows: [["city", "Pune", "Goa"]],
  },
  {
    name: "a step of one's own",
    build: (sales) => sales.transform((frame) => frame.limit(1)).select("store"),
    plan: { project: { input: relation(2, { limit: { input: SALES, limit: 1 } }), expressions: [store] } },
    rows: [[1]],
  },
  {
    name: "groupingSets",
    build: (sales) =>
      sales
        .groupingSets([["store"], ["person"], []], "store", "person")
        .agg({ amount: "sum" })
        .sort("store", "person", "sum(amount)"),
    plan: {
      sort: {
        input: relation(2, {
          aggregate: {
            input: SALES,
            groupType: "GROUP_TYPE_GROUPING_SETS",
            groupingExpressions: [store, person],
            aggregateExpressions: [fn("sum", amount)],
            groupingSets: [{ groupingSet: [store] }, { groupingSet: [person] }, {}],
          },
        }),
        order: [store, person, attr("sum(amount)")].map((child) => ({
          child,
          direction: "SORT_DIRECTION_ASCENDING",
          nullOrdering: "SORT_NULLS_FIRST",
        })),
        isGlobal: true,
      },
    },
    rows: [
      [null, null, 7n],
      [null, null, 42n],
      [null, "ann", 15n],
      [null, "bob", 20n],
      [1, null, 30n],
      [2, null, 12n],
    ],
  },
  {
    name: "functions by the names of columns",
    build: (sales) => sales.agg({ amount: "max", store: "min" }),
    plan: {
      aggregate: {
        input: SALES,
        groupType: "GROUP_TYPE_GROUPBY",
        aggregateExpressions: [fn("max", amount), fn("min", store)],
      },
    },
    rows: [[20, 1]],
  },
  {
    name: "the mean of groups",
    build: (sales) => sales.filter("store = 1").groupBy("store").mean("amount"),
    plan: {
      aggregate: {
        input: relation(2, {
          filter: { input: SALES, condition: { expressionString: { expression: "store = 1" } } },
        }),
        groupType: "GROUP_TYPE_GROUPBY",
        groupingExpressions: [store],
        aggregateExpressions: [fn("avg", amount)],
      },
    },
    rows: [[1, 15]],
  },
  {
    name: "repartitionById",
    build: (sales) => sales.repartitionById(4, col("store")).select("store").distinct().filter(lit(false)),
    plan: {
      filter: {
        input: relation(4, {
          deduplicate: {
            input: relation(3, {
              project: {
                input: relation(2, {
                  repartitionByExpression: {
                    input: SALES,
                    partitionExprs: [{ directShufflePartitionId: { child: store } }],
                    numPartitions: 4,
                  },
                }),
                expressions: [store],
              },
            }),
            allColumnsAsKeys: true,
            withinWatermark: false,
          },
        }),
        condition: { literal: { boolean: false } },
      },
    },
    rows: [],
    notIn40: "Spark 4.0 cannot partition by id",
  },
  {
    name: "a hint whose parameters are a list",
    build: (sales) => sales.hint("rebalance", [2]).filter("amount = 5"),
    plan: {
      filter: {
        input: relation(2, { hint: { input: SALES, name: "rebalance", parameters: [int(2)] } }),
        condition: { expressionString: { expression: "amount = 5" } },
      },
    },
    rows: [[2, "ann", 5]],
  },
];

testPlans("the shape of a frame", CASES);

test("metadata reaches the schema", async () => {
  await using spark = await liveSession();
  const { fields } = await spark.range(1).withMetadata("id", { unit: "€" }).schema();
  assert.deepEqual(fields[0]?.metadata, { unit: "€" });
});
