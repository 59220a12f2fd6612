import type { JsonObject } from "@bufbuild/protobuf";
import type { DataFrame, SparkSession } from "../../src/spark-connect/index.ts";
import { array, col, createMap, lit, parseJson, struct } from "../../src/spark-connect/index.ts";
import { attr, fn, int, relation, text } from "./expected-plan.ts";
import { type PlanCase, testPlans } from "./plan-cases.ts";

type Call = (tvf: SparkSession["tvf"]) => DataFrame;

const pairs = () => array(struct(lit(1), lit("a")), struct(lit(2), lit("b")));
const PAIRS = fn("array", fn("struct", int(1), text("a")), fn("struct", int(2), text("b")));
const NONE = array().cast("array<int>");
const NONE_SENT = { cast: { expr: fn("array"), typeStr: "array<int>" } };
const NO_PAIRS = array().cast("array<struct<a:int,b:int>>");
const NO_PAIRS_SENT = { cast: { expr: fn("array"), typeStr: "array<struct<a:int,b:int>>" } };
const VARIANT = fn("parse_json", text('{"a":1}'));
const NO_VARIANT = fn("parse_json", text("1"));

/** The function's SQL name, the call, the arguments that are sent, and the rows. */
const CALLS: readonly (readonly [string, Call, readonly JsonObject[], readonly (readonly unknown[])[]])[] = [
  ["explode", (tvf) => tvf.explode(array(lit(1), lit(2))), [fn("array", int(1), int(2))], [[1], [2]]],
  ["explode", (tvf) => tvf.explode(createMap(lit("k"), lit(1))), [fn("map", text("k"), int(1))], [["k", 1]]],
  ["explode_outer", (tvf) => tvf.explodeOuter(NONE), [NONE_SENT], [[null]]],
  ["posexplode", (tvf) => tvf.posexplode(array(lit("x"))), [fn("array", text("x"))], [[0, "x"]]],
  ["posexplode_outer", (tvf) => tvf.posexplodeOuter(NONE), [NONE_SENT], [[null, null]]],
  [
    "inline",
    (tvf) => tvf.inline(pairs()),
    [PAIRS],
    [
      [1, "a"],
      [2, "b"],
    ],
  ],
  ["inline_outer", (tvf) => tvf.inlineOuter(NO_PAIRS), [NO_PAIRS_SENT], [[null, null]]],
  [
    "json_tuple",
    (tvf) => tvf.jsonTuple(lit('{"a":1,"b":"x"}'), lit("b"), lit("a")),
    [text('{"a":1,"b":"x"}'), text("b"), text("a")],
    [["x", "1"]],
  ],
  [
    "stack",
    (tvf) => tvf.stack(lit(2), lit(1), lit("a"), lit(2), lit("b")),
    [int(2), int(1), text("a"), int(2), text("b")],
    [
      [1, "a"],
      [2, "b"],
    ],
  ],
];

const CASES: readonly PlanCase[] = [
  ...CALLS.map(
    ([functionName, call, args, rows]): PlanCase => ({
      name: functionName,
      build: (_sales, _stores, spark) => call(spark.tvf),
      plan: { unresolvedTableValuedFunction: { functionName, arguments: [...args] } },
      rows,
    }),
  ),
  ...(["variantExplode", "variantExplodeOuter"] as const).map(
    (method): PlanCase => ({
      name: method,
      build: (_sales, _stores, spark) =>
        spark.tvf[method](parseJson(lit(method === "variantExplode" ? '{"a":1}' : "1"))).select("pos", "key"),
      plan: {
        project: {
          input: relation(2, {
            unresolvedTableValuedFunction: {
              functionName: method === "variantExplode" ? "variant_explode" : "variant_explode_outer",
              arguments: [method === "variantExplode" ? VARIANT : NO_VARIANT],
            },
          }),
          expressions: [attr("pos"), attr("key")],
        },
      },
      rows: method === "variantExplode" ? [[0, "a"]] : [[null, null]],
    }),
  ),
  {
    name: "collations",
    build: (_sales, _stores, spark) => spark.tvf.collations().filter(col("NAME").eq("UTF8_BINARY")).select("NAME"),
    plan: {
      project: {
        input: relation(3, {
          filter: {
            input: relation(2, { unresolvedTableValuedFunction: { functionName: "collations" } }),
            condition: fn("==", attr("NAME"), text("UTF8_BINARY")),
          },
        }),
        expressions: [attr("NAME")],
      },
    },
    rows: [["UTF8_BINARY"]],
  },
  {
    name: "sql_keywords",
    build: (_sales, _stores, spark) => spark.tvf.sqlKeywords().filter(col("keyword").eq("SELECT")),
    plan: {
      filter: {
        input: relation(2, { unresolvedTableValuedFunction: { functionName: "sql_keywords" } }),
        condition: fn("==", attr("keyword"), text("SELECT")),
      },
    },
    rows: [["SELECT", false]],
  },
  {
    name: "a range from 0",
    build: (_sales, _stores, spark) => spark.range(2),
    plan: { range: { start: "0", end: "2", step: "1" } },
    rows: [[0n], [1n]],
  },
];

testPlans("a table function", CASES);
