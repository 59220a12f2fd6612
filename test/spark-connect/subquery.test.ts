import assert from "node:assert/strict";
import { toJson } from "@bufbuild/protobuf";
import { test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import { type Column, col, lit, max, struct } from "../../src/spark-connect/index.ts";
import { ascending, attr, fn, relation, rootOf, table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineSession, recordingSession } from "./offline-session.ts";
import { amount, type PlanCase, person, SALES, STORES, store, testPlans } from "./plan-cases.ts";

const MAX_AMOUNT = relation(2, {
  aggregate: { input: SALES, groupType: "GROUP_TYPE_GROUPBY", aggregateExpressions: [fn("max", amount)] },
});

const NOT_IN_40 = "Spark 4.0 has no IN of a frame";

function scalar(planId: string) {
  return { subqueryExpression: { planId, subqueryType: "SUBQUERY_TYPE_SCALAR" } };
}

function exists(planId: string) {
  return { subqueryExpression: { planId, subqueryType: "SUBQUERY_TYPE_EXISTS" } };
}

const CASES: readonly PlanCase[] = [
  {
    name: "a scalar one in a condition",
    build: (sales) => sales.filter(col("amount").eq(sales.agg(max("amount")).scalar())),
    plan: {
      withRelations: {
        root: relation(3, { filter: { input: SALES, condition: fn("==", amount, scalar("2")) } }),
        references: [MAX_AMOUNT],
      },
    },
    rows: [[1, "bob", 20]],
  },
  {
    name: "a scalar one in a new column, twice",
    build: (sales, stores) => {
      const most = sales.agg(max("amount")).scalar();
      return stores.withColumn("most", most.plus(most)).sort("store");
    },
    plan: {
      sort: {
        input: relation(4, {
          withRelations: {
            root: relation(3, {
              withColumns: { input: STORES, aliases: [{ expr: fn("+", scalar("2"), scalar("2")), name: ["most"] }] },
            }),
            references: [MAX_AMOUNT, MAX_AMOUNT],
          },
        }),
        order: [ascending(store)],
        isGlobal: true,
      },
    },
    rows: [
      [1, "Pune", 40],
      [3, "Goa", 40],
    ],
  },
  {
    name: "one that exists for a row of the frame around it",
    build: (sales, stores) =>
      stores.alias("s").filter(
        sales
          .alias("x")
          .filter(col("x.store").eq(col("s.store").outer()))
          .exists(),
      ),
    plan: {
      withRelations: {
        root: relation(5, {
          filter: { input: relation(2, { subqueryAlias: { input: STORES, alias: "s" } }), condition: exists("4") },
        }),
        references: [
          relation(4, {
            filter: {
              input: relation(3, { subqueryAlias: { input: SALES, alias: "x" } }),
              condition: fn("==", attr("x.store"), attr("s.store")),
            },
          }),
        ],
      },
    },
    rows: [[1, "Pune"]],
  },
  {
    name: "values in it",
    build: (sales, stores) => stores.filter(col("store").isin(sales.select("store")).not()),
    plan: {
      withRelations: {
        root: relation(3, {
          filter: {
            input: STORES,
            condition: fn("not", {
              subqueryExpression: { planId: "2", subqueryType: "SUBQUERY_TYPE_IN", inSubqueryValues: [store] },
            }),
          },
        }),
        references: [relation(2, { project: { input: SALES, expressions: [store] } })],
      },
    },
    rows: [[3, "Goa"]],
    notIn40: NOT_IN_40,
  },
  {
    name: "the fields of a struct in it",
    build: (sales) => sales.filter(struct("store", "person").isin(sales.limit(1).select("store", "person"))),
    plan: {
      withRelations: {
        root: relation(4, {
          filter: {
            input: SALES,
            condition: {
              subqueryExpression: {
                planId: "3",
                subqueryType: "SUBQUERY_TYPE_IN",
                inSubqueryValues: [store, person],
              },
            },
          },
        }),
        references: [
          relation(3, {
            project: {
              input: relation(2, { limit: { input: SALES, limit: 1 } }),
              expressions: [store, person],
            },
          }),
        ],
      },
    },
    rows: [[1, "ann", 10]],
    notIn40: NOT_IN_40,
  },
  {
    name: "a column of the frame with one",
    build: (sales) => {
      const best = sales.filter(col("amount").eq(sales.agg(max("amount")).scalar()));
      return best.select(best.col("person"));
    },
    plan: {
      project: {
        input: relation(4, {
          withRelations: {
            root: relation(3, { filter: { input: SALES, condition: fn("==", amount, scalar("2")) } }),
            references: [MAX_AMOUNT],
          },
        }),
        expressions: [attr("person", "4")],
      },
    },
    rows: [["bob"]],
  },
];

testPlans("a subquery", CASES);

test("a subquery is carried by every kind of relation whose expressions ask it", () => {
  const spark = offlineSession();
  const frame = spark.table("t");
  const asked = spark.table("u").scalar();
  const frames = [
    frame.select(asked),
    frame.drop(asked),
    frame.sort(asked.desc()),
    frame.groupBy(asked).agg(max("a")),
    frame.agg(max(asked)),
    frame.join(frame, asked.eq(1)),
    frame.repartition(2, asked),
    frame.observe("o", max(asked)),
    frame.unpivot([asked], [], "k", "v"),
    frame.hint("x", asked),
    spark.tvf.explode(asked),
    frame.select(lit(1).over({ partitionSpec: [asked.expression], orderSpec: [], frameSpec: undefined })),
  ];
  for (const built of frames) {
    assert.deepEqual(
      JSON.stringify(rootOf(built)).match(/"references":\[.*?\]/)?.[0],
      `"references":[${JSON.stringify(table(1, "u"))}]`,
    );
  }
});

test("a subquery is found below a thousand operators", () => {
  const spark = offlineSession();
  const deep = Array.from({ length: 1000 }).reduce<Column>((sum) => sum.plus(1), spark.table("u").scalar());
  const frame = spark.table("t").select(deep);
  assert.equal(frame.relation.relType.case, "withRelations");
});

test("SQL reads frames by name, without a view", async () => {
  await using spark = await liveSession();
  const sales = spark.createDataFrame([{ amount: 1 }, { amount: 2 }]);
  const total = await spark.sql(
    "SELECT sum(amount) * :factor AS total FROM sales",
    { factor: 2 },
    { frames: { sales } },
  );
  assert.deepEqual(await total.collect(), [{ total: 6n }]);
  assert.deepEqual(await spark.catalog.listTables(), []);
});

test("SQL reads no frame of another session", async () => {
  const frames = { t: offlineSession().table("t") };
  await assert.rejects(offlineSession().sql("SELECT * FROM t", [], { frames }), {
    name: "TypeError",
    message: /different sessions/,
  });
});

test("SQL with frames sends what PySpark sends", async () => {
  const { spark, executed } = recordingSession();
  await assert.rejects(spark.sql("SELECT * FROM x", [], { frames: { x: spark.table("t") } }), Offline);
  assert.deepEqual(
    executed.map((plan) => toJson(PlanSchema, plan)),
    [
      {
        command: {
          sqlCommand: {
            input: relation(3, {
              withRelations: {
                root: relation(2, { sql: { query: "SELECT * FROM x" } }),
                references: [relation(1, { subqueryAlias: { input: table(0, "t"), alias: "x" } })],
              },
            }),
          },
        },
      },
    ],
  );
});
