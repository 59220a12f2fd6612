import assert from "node:assert/strict";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, test } from "vitest";
import { PlanSchema } from "../../src/spark-connect/gen/spark/connect/base_pb.js";
import type { DataFrame, SparkSession } from "../../src/spark-connect/index.ts";
import { relation, table } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";
import { Offline, offlineSession, recordingSession } from "./offline-session.ts";
import { type PlanCase, SALES, testPlans } from "./plan-cases.ts";

const CASES: readonly PlanCase[] = [
  {
    name: "crosstab",
    build: (sales) => sales.na.drop().stat.crosstab("store", "person").sort("store_person"),
    plan: {
      sort: {
        input: relation(3, {
          crosstab: { input: relation(2, { dropNa: { input: SALES } }), col1: "store", col2: "person" },
        }),
        order: [
          {
            child: { unresolvedAttribute: { unparsedIdentifier: "store_person", isMetadataColumn: false } },
            direction: "SORT_DIRECTION_ASCENDING",
            nullOrdering: "SORT_NULLS_FIRST",
          },
        ],
        isGlobal: true,
      },
    },
    rows: [
      ["1", 1n, 1n],
      ["2", 1n, 0n],
    ],
  },
  {
    name: "freqItems",
    build: (sales) => sales.filter("store = 1").stat.freqItems(["store"], 0.9),
    plan: {
      freqItems: {
        input: relation(2, {
          filter: { input: SALES, condition: { expressionString: { expression: "store = 1" } } },
        }),
        cols: ["store"],
        support: 0.9,
      },
    },
    rows: [[[1]]],
  },
  {
    name: "describe",
    build: (sales) => sales.describe("amount"),
    plan: { describe: { input: SALES, cols: ["amount"] } },
    rows: [
      ["count", "4"],
      ["mean", "10.5"],
      ["stddev", "6.658328118479393"],
      ["min", "5"],
      ["max", "20"],
    ],
  },
  {
    name: "summary",
    build: (sales) => sales.summary("count", "50%"),
    plan: { summary: { input: SALES, statistics: ["count", "50%"] } },
    rows: [
      ["count", "4", "3", "4"],
      ["50%", "1", null, "7"],
    ],
  },
];

testPlans("statistics", CASES);

test("statistics are also methods of a frame", () => {
  const frames = () => offlineSession().table("t");
  const same = (a: DataFrame, b: DataFrame) => assert.deepEqual(a.toPlanJson(), b.toPlanJson());
  same(frames().crosstab("a", "b"), frames().stat.crosstab("a", "b"));
  same(frames().freqItems(["a"]), frames().stat.freqItems(["a"], 0.01));
  same(frames().sampleBy("a", { x: 1 }, 1), frames().stat.sampleBy("a", { x: 1 }, 1));
});

interface Figure {
  readonly name: string;
  readonly compute: (frame: DataFrame) => Promise<unknown>;
  readonly plan: JsonObject;
  readonly result: unknown;
}

const INPUT = table(0, "t");
const FIGURES: readonly Figure[] = [
  {
    name: "cov",
    compute: (frame) => frame.stat.cov("a", "b"),
    plan: { cov: { input: INPUT, col1: "a", col2: "b" } },
    result: 2,
  },
  {
    name: "corr",
    compute: (frame) => frame.stat.corr("a", "b"),
    plan: { corr: { input: INPUT, col1: "a", col2: "b", method: "pearson" } },
    result: 1,
  },
  {
    name: "approxQuantile of a column",
    compute: (frame) => frame.stat.approxQuantile("a", [0, 0.5, 1], 0),
    plan: { approxQuantile: { input: INPUT, cols: ["a"], probabilities: [0, 0.5, 1] } },
    result: [1, 2, 3],
  },
  {
    name: "approxQuantile of several columns",
    compute: (frame) => frame.stat.approxQuantile(["a", "b"], [1], 0.1),
    plan: { approxQuantile: { input: INPUT, cols: ["a", "b"], probabilities: [1], relativeError: 0.1 } },
    result: [[3], [6]],
  },
  {
    name: "cov of a frame",
    compute: (frame) => frame.cov("a", "b"),
    plan: { cov: { input: INPUT, col1: "a", col2: "b" } },
    result: 2,
  },
  {
    name: "corr of a frame",
    compute: (frame) => frame.corr("a", "b"),
    plan: { corr: { input: INPUT, col1: "a", col2: "b", method: "pearson" } },
    result: 1,
  },
  {
    name: "approxQuantile of a frame's column",
    compute: (frame) => frame.approxQuantile("a", [0.5], 0.01),
    plan: { approxQuantile: { input: INPUT, cols: ["a"], probabilities: [0.5], relativeError: 0.01 } },
    result: [2],
  },
  {
    name: "approxQuantile of a frame's columns",
    compute: (frame) => frame.approxQuantile(["b"], [0.5], 0.01),
    plan: { approxQuantile: { input: INPUT, cols: ["b"], probabilities: [0.5], relativeError: 0.01 } },
    result: [[4]],
  },
];

describe("a figure", () => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await liveSession();
  });
  afterAll(async () => await spark.close());

  for (const { name, compute, plan, result } of FIGURES) {
    test(`${name}: sends what PySpark sends, and Spark computes it`, async () => {
      const offline = recordingSession();
      await assert.rejects(compute(offline.spark.table("t")), Offline);
      assert.deepEqual(
        offline.executed.map((sent) => toJson(PlanSchema, sent)),
        [{ root: relation(1, plan) }],
      );
      const rows = [1, 2, 3].map((a) => [a, 2 * a]);
      assert.deepEqual(await compute(spark.createDataFrame(rows, "a INT, b INT")), result);
    });
  }
});
