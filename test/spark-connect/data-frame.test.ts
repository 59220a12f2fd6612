import assert from "node:assert/strict";
import { test } from "vitest";
import {
  broadcast,
  col,
  count,
  type DataFrame,
  desc,
  lit,
  sparkPartitionId,
  sum,
} from "../../src/spark-connect/index.ts";
import { ascending, attr, descending, fn, int, literal, relation, text } from "./expected-plan.ts";
import { offlineSession } from "./offline-session.ts";
import { amount, type PlanCase, person, SALES, STORES, store, testPlans } from "./plan-cases.ts";

/** Their kind, whether they keep repeated rows, and what they make of the two tables' stores. */
const SET_OPERATIONS = [
  ["union", "UNION", true, [1, 1, 1, 2, 2, 3]],
  ["unionAll", "UNION", true, [1, 1, 1, 2, 2, 3]],
  ["intersect", "INTERSECT", false, [1]],
  ["intersectAll", "INTERSECT", true, [1]],
  ["except", "EXCEPT", false, [2]],
  ["subtract", "EXCEPT", false, [2]],
  ["exceptAll", "EXCEPT", true, [1, 2, 2]],
] as const;

const CASES: readonly PlanCase[] = [
  {
    name: "select",
    build: (sales) => sales.select("person", col("amount").plus(1).alias("more")).limit(2),
    plan: {
      limit: {
        input: relation(2, {
          project: {
            input: SALES,
            expressions: [person, { alias: { expr: fn("+", amount, int(1)), name: ["more"] } }],
          },
        }),
        limit: 2,
      },
    },
    rows: [
      ["ann", 11],
      ["bob", 21],
    ],
  },
  {
    name: "selectExpr",
    build: (sales) => sales.selectExpr("sum(amount) AS total"),
    plan: { project: { input: SALES, expressions: [{ expressionString: { expression: "sum(amount) AS total" } }] } },
    rows: [[42n]],
  },
  {
    name: "withColumn that replaces a column",
    build: (sales) => sales.withColumn("amount", lit(0)).distinct().filter("person = 'ann'").sort("store"),
    plan: {
      sort: {
        input: relation(4, {
          filter: {
            input: relation(3, {
              deduplicate: {
                input: relation(2, { withColumns: { input: SALES, aliases: [{ expr: int(0), name: ["amount"] }] } }),
                allColumnsAsKeys: true,
                withinWatermark: false,
              },
            }),
            condition: { expressionString: { expression: "person = 'ann'" } },
          },
        }),
        order: [ascending(store)],
        isGlobal: true,
      },
    },
    rows: [
      [1, "ann", 0],
      [2, "ann", 0],
    ],
  },
  {
    name: "withColumns",
    build: (sales) => sales.withColumns({ store: col("amount"), old: col("store") }).limit(1),
    plan: {
      limit: {
        input: relation(2, {
          withColumns: {
            input: SALES,
            aliases: [
              { expr: amount, name: ["store"] },
              { expr: store, name: ["old"] },
            ],
          },
        }),
        limit: 1,
      },
    },
    rows: [[10, "ann", 10, 1]],
  },
  {
    name: "withColumnRenamed and drop by name",
    build: (sales) => sales.withColumnRenamed("amount", "price").drop("store", "no_such_column").limit(1),
    plan: {
      limit: {
        input: relation(3, {
          drop: {
            input: relation(2, {
              withColumnsRenamed: { input: SALES, renames: [{ colName: "amount", newColName: "price" }] },
            }),
            columnNames: ["store", "no_such_column"],
          },
        }),
        limit: 1,
      },
    },
    rows: [["ann", 10]],
  },
  {
    name: "drop by column",
    build: (sales) => sales.drop(col("store"), col("person")).offset(3),
    plan: { offset: { input: relation(2, { drop: { input: SALES, columns: [store, person] } }), offset: 3 } },
    rows: [[7]],
  },
  {
    name: "toDF",
    build: (sales) => sales.toDF("a", "b", "c").select("a").limit(1),
    plan: {
      limit: {
        input: relation(3, {
          project: {
            input: relation(2, { toDf: { input: SALES, columnNames: ["a", "b", "c"] } }),
            expressions: [attr("a")],
          },
        }),
        limit: 1,
      },
    },
    rows: [[1]],
  },
  {
    name: "filter by a column",
    build: (sales) => sales.filter(col("person").isNull()),
    plan: { filter: { input: SALES, condition: fn("isNull", person) } },
    rows: [[2, null, 7]],
  },
  {
    name: "sort: ascending puts nulls first, descending last",
    build: (sales) => sales.sort("person", desc("amount")),
    plan: { sort: { input: SALES, order: [ascending(person), descending(amount)], isGlobal: true } },
    rows: [
      [2, null, 7],
      [1, "ann", 10],
      [2, "ann", 5],
      [1, "bob", 20],
    ],
  },
  {
    name: "sortWithinPartitions",
    build: (sales) => sales.coalesce(1).sortWithinPartitions(desc("amount")).limit(1),
    plan: {
      limit: {
        input: relation(3, {
          sort: {
            input: relation(2, { repartition: { input: SALES, numPartitions: 1, shuffle: false } }),
            order: [descending(amount)],
            isGlobal: false,
          },
        }),
        limit: 1,
      },
    },
    rows: [[1, "bob", 20]],
  },
  {
    name: "dropDuplicates of columns",
    build: (sales) => sales.select("store").dropDuplicates(["store"]).sort("store"),
    plan: {
      sort: {
        input: relation(3, {
          deduplicate: {
            input: relation(2, { project: { input: SALES, expressions: [store] } }),
            columnNames: ["store"],
            allColumnsAsKeys: false,
            withinWatermark: false,
          },
        }),
        order: [ascending(store)],
        isGlobal: true,
      },
    },
    rows: [[1], [2]],
  },
  {
    name: "groupBy and agg",
    build: (sales) => sales.groupBy("store").agg(sum("amount").alias("total"), count("*").alias("rows")).sort("store"),
    plan: {
      sort: {
        input: relation(2, {
          aggregate: {
            input: SALES,
            groupType: "GROUP_TYPE_GROUPBY",
            groupingExpressions: [store],
            aggregateExpressions: [
              { alias: { expr: fn("sum", amount), name: ["total"] } },
              { alias: { expr: fn("count", { unresolvedStar: {} }), name: ["rows"] } },
            ],
          },
        }),
        order: [ascending(store)],
        isGlobal: true,
      },
    },
    rows: [
      [1, 30n, 2n],
      [2, 12n, 2n],
    ],
  },
  {
    name: "the count of groups",
    build: (sales) => sales.groupBy("person").count().sort("person"),
    plan: {
      sort: {
        input: relation(2, {
          aggregate: {
            input: SALES,
            groupType: "GROUP_TYPE_GROUPBY",
            groupingExpressions: [person],
            aggregateExpressions: [{ alias: { expr: fn("count", int(1)), name: ["count"] } }],
          },
        }),
        order: [ascending(person)],
        isGlobal: true,
      },
    },
    rows: [
      [null, 1n],
      ["ann", 2n],
      ["bob", 1n],
    ],
  },
  {
    name: "rollup",
    build: (sales) => sales.rollup("store").sum("amount").sort("store"),
    plan: {
      sort: {
        input: relation(2, {
          aggregate: {
            input: SALES,
            groupType: "GROUP_TYPE_ROLLUP",
            groupingExpressions: [store],
            aggregateExpressions: [fn("sum", amount)],
          },
        }),
        order: [ascending(store)],
        isGlobal: true,
      },
    },
    rows: [
      [null, 42n],
      [1, 30n],
      [2, 12n],
    ],
  },
  {
    name: "cube",
    build: (sales) => sales.cube("store").max("amount").sort("store"),
    plan: {
      sort: {
        input: relation(2, {
          aggregate: {
            input: SALES,
            groupType: "GROUP_TYPE_CUBE",
            groupingExpressions: [store],
            aggregateExpressions: [fn("max", amount)],
          },
        }),
        order: [ascending(store)],
        isGlobal: true,
      },
    },
    rows: [
      [null, 20],
      [1, 20],
      [2, 7],
    ],
  },
  {
    name: "pivot, whose column is the frame's own",
    build: (sales) => sales.groupBy("store").pivot("person", ["ann", "bob"]).sum("amount").sort("store"),
    plan: {
      sort: {
        input: relation(2, {
          aggregate: {
            input: SALES,
            groupType: "GROUP_TYPE_PIVOT",
            groupingExpressions: [store],
            aggregateExpressions: [fn("sum", amount)],
            pivot: { col: attr("person", "0"), values: [{ string: "ann" }, { string: "bob" }] },
          },
        }),
        order: [ascending(store)],
        isGlobal: true,
      },
    },
    rows: [
      [1, 10n, 20n],
      [2, 5n, null],
    ],
  },
  {
    name: "join on a name",
    build: (sales, stores) => sales.join(stores, "store").sort("amount"),
    plan: {
      sort: {
        input: relation(2, {
          join: { left: SALES, right: STORES, joinType: "JOIN_TYPE_INNER", usingColumns: ["store"] },
        }),
        order: [ascending(amount)],
        isGlobal: true,
      },
    },
    rows: [
      [1, "ann", 10, "Pune"],
      [1, "bob", 20, "Pune"],
    ],
  },
  {
    name: "join on conditions of the frames' own columns",
    build: (sales, stores) =>
      sales.join(broadcast(stores), [sales.col("store").eq(stores.col("store")), col("amount").gt(10)], "left_semi"),
    plan: {
      join: {
        left: SALES,
        right: relation(2, { hint: { input: STORES, name: "broadcast" } }),
        joinType: "JOIN_TYPE_LEFT_SEMI",
        joinCondition: fn("and", fn("==", attr("store", "0"), attr("store", "1")), fn(">", amount, int(10))),
      },
    },
    rows: [[1, "bob", 20]],
  },
  {
    name: "join with itself, each side's columns told apart",
    build: (sales) => {
      const [large, small] = [sales.filter("amount > 9"), sales.filter("amount < 7")];
      const samePerson = large.col("person").eq(small.col("person"));
      return large.join(small, samePerson).select(large.col("amount"), small.col("amount"));
    },
    plan: {
      project: {
        input: relation(4, {
          join: {
            left: relation(2, {
              filter: { input: SALES, condition: { expressionString: { expression: "amount > 9" } } },
            }),
            right: relation(3, {
              filter: { input: SALES, condition: { expressionString: { expression: "amount < 7" } } },
            }),
            joinType: "JOIN_TYPE_INNER",
            joinCondition: fn("==", attr("person", "2"), attr("person", "3")),
          },
        }),
        expressions: [attr("amount", "2"), attr("amount", "3")],
      },
    },
    rows: [[10, 5]],
  },
  {
    name: "join without a condition",
    build: (sales, stores) => sales.crossJoin(stores).agg(count(lit(1))),
    plan: {
      aggregate: {
        input: relation(2, { join: { left: SALES, right: STORES, joinType: "JOIN_TYPE_CROSS" } }),
        groupType: "GROUP_TYPE_GROUPBY",
        aggregateExpressions: [fn("count", int(1))],
      },
    },
    rows: [[8n]],
  },
  ...SET_OPERATIONS.map(
    ([name, setOpType, isAll, result]): PlanCase => ({
      name,
      build: (sales, stores) => sales.select("store")[name](stores.select("store")).sort("store"),
      plan: {
        sort: {
          input: relation(4, {
            setOp: {
              leftInput: relation(2, { project: { input: SALES, expressions: [store] } }),
              rightInput: relation(3, { project: { input: STORES, expressions: [store] } }),
              setOpType: `SET_OP_TYPE_${setOpType}`,
              isAll,
              byName: false,
              allowMissingColumns: false,
            },
          }),
          order: [ascending(store)],
          isGlobal: true,
        },
      },
      rows: result.map((value) => [value]),
    }),
  ),
  {
    name: "unionByName with missing columns",
    build: (sales, stores) => sales.limit(1).unionByName(stores, { allowMissingColumns: true }),
    plan: {
      setOp: {
        leftInput: relation(2, { limit: { input: SALES, limit: 1 } }),
        rightInput: STORES,
        setOpType: "SET_OP_TYPE_UNION",
        isAll: true,
        byName: true,
        allowMissingColumns: true,
      },
    },
    rows: [
      [1, "ann", 10, null],
      [1, null, null, "Pune"],
      [3, null, null, "Goa"],
    ],
  },
  {
    name: "alias",
    build: (sales) => sales.alias("s").select("s.amount", "s.*").limit(1),
    plan: {
      limit: {
        input: relation(3, {
          project: {
            input: relation(2, { subqueryAlias: { input: SALES, alias: "s" } }),
            expressions: [attr("s.amount"), { unresolvedStar: { unparsedTarget: "s.*" } }],
          },
        }),
        limit: 1,
      },
    },
    rows: [[10, 1, "ann", 10]],
  },
  {
    name: "hint with parameters",
    build: (sales) => sales.hint("rebalance", "store").agg(count(lit(1))),
    plan: {
      aggregate: {
        input: relation(2, { hint: { input: SALES, name: "rebalance", parameters: [text("store")] } }),
        groupType: "GROUP_TYPE_GROUPBY",
        aggregateExpressions: [fn("count", int(1))],
      },
    },
    rows: [[4n]],
  },
  {
    name: "repartition by number",
    build: (sales) => sales.repartition(3).filter(col("amount").eq(20)),
    plan: {
      filter: {
        input: relation(2, { repartition: { input: SALES, numPartitions: 3, shuffle: true } }),
        condition: fn("==", amount, int(20)),
      },
    },
    rows: [[1, "bob", 20]],
  },
  {
    name: "repartition by columns",
    build: (sales) => sales.repartition("store").repartition(2, "store", col("person")).filter(col("amount").eq(20)),
    plan: {
      filter: {
        input: relation(3, {
          repartitionByExpression: {
            input: relation(2, { repartitionByExpression: { input: SALES, partitionExprs: [store] } }),
            partitionExprs: [store, person],
            numPartitions: 2,
          },
        }),
        condition: fn("==", amount, int(20)),
      },
    },
    rows: [[1, "bob", 20]],
  },
  {
    name: "repartitionByRange keeps its range",
    build: (sales) => sales.repartitionByRange(2, "store", desc("amount")).select("store", sparkPartitionId()),
    plan: {
      project: {
        input: relation(2, {
          repartitionByExpression: {
            input: SALES,
            partitionExprs: [{ sortOrder: ascending(store) }, { sortOrder: descending(amount) }],
            numPartitions: 2,
          },
        }),
        expressions: [store, fn("spark_partition_id")],
      },
    },
    rows: [
      [1, 0],
      [1, 0],
      [2, 1],
      [2, 1],
    ],
  },
  {
    name: "observe",
    build: (sales) => sales.observe("seen", sum("amount").alias("total")).filter(col("amount").gt(2n ** 31n)),
    plan: {
      filter: {
        input: relation(2, {
          collectMetrics: {
            input: SALES,
            name: "seen",
            metrics: [{ alias: { expr: fn("sum", amount), name: ["total"] } }],
          },
        }),
        condition: fn(">", amount, literal({ long: "2147483648" })),
      },
    },
    rows: [],
  },
];

testPlans("a frame", CASES);

test("frames of different sessions do not mix", () => {
  const other = offlineSession().table("t");
  assert.throws(() => offlineSession().table("t").join(other, "a"), {
    name: "TypeError",
    message: /different sessions/,
  });
});

test("a number of partitions that is not positive is refused", () => {
  assert.throws(() => offlineSession().table("t").repartition(0), {
    name: "RangeError",
    message: /positive integer, not 0/,
  });
});

test("pivot follows groupBy only", () => {
  assert.throws(() => offlineSession().table("t").rollup("a").pivot("b"), { name: "TypeError", message: /not rollup/ });
});

test("a plan of a thousand steps is built", () => {
  const steps = Array.from({ length: 1000 }).reduce<DataFrame>((frame) => frame.limit(1), offlineSession().table("t"));
  assert.equal(JSON.stringify(steps.toPlanJson()).match(/"limit":\{/g)?.length, 1000);
});
