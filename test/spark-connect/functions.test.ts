import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "@bufbuild/protobuf";
import * as spark from "../../src/spark-connect/index.ts";
import { type Column, col, IntegerType, lit, StructField, StructType } from "../../src/spark-connect/index.ts";
import { ascending, attr, bool, descending, expressionJson, fn, int, literal, text } from "./expected-plan.ts";

const a = attr("a");
const b = attr("b");
const c = attr("c");
const x = variable("x_1");
const y = variable("y_1");

/** Functions of columns only: the name in SQL and the number of columns. */
const OF_COLUMNS = {
  abs: ["abs", 1],
  arrayCompact: ["array_compact", 1],
  arrayDistinct: ["array_distinct", 1],
  arrayExcept: ["array_except", 2],
  arrayIntersect: ["array_intersect", 2],
  arrayMax: ["array_max", 1],
  arrayMin: ["array_min", 1],
  arrayUnion: ["array_union", 2],
  avg: ["avg", 1],
  base64: ["base64", 1],
  boolAnd: ["bool_and", 1],
  boolOr: ["bool_or", 1],
  collectList: ["collect_list", 1],
  collectSet: ["collect_set", 1],
  contains: ["contains", 2],
  countIf: ["count_if", 1],
  datediff: ["datediff", 2],
  dayofmonth: ["dayofmonth", 1],
  dayofweek: ["dayofweek", 1],
  dayofyear: ["dayofyear", 1],
  endswith: ["endswith", 2],
  exp: ["exp", 1],
  explode: ["explode", 1],
  explodeOuter: ["explode_outer", 1],
  flatten: ["flatten", 1],
  hour: ["hour", 1],
  ifnull: ["ifnull", 2],
  initcap: ["initcap", 1],
  isVariantNull: ["is_variant_null", 1],
  isnan: ["isnan", 1],
  isnotnull: ["isnotnull", 1],
  isnull: ["isnull", 1],
  lastDay: ["last_day", 1],
  length: ["length", 1],
  ln: ["ln", 1],
  lower: ["lower", 1],
  makeDate: ["make_date", 3],
  mapEntries: ["map_entries", 1],
  mapFromEntries: ["map_from_entries", 1],
  mapKeys: ["map_keys", 1],
  mapValues: ["map_values", 1],
  max: ["max", 1],
  maxBy: ["max_by", 2],
  md5: ["md5", 1],
  mean: ["avg", 1],
  min: ["min", 1],
  minBy: ["min_by", 2],
  minute: ["minute", 1],
  month: ["month", 1],
  negative: ["negative", 1],
  nullif: ["nullif", 2],
  nvl: ["nvl", 2],
  nvl2: ["nvl2", 3],
  parseJson: ["parse_json", 1],
  posexplode: ["posexplode", 1],
  posexplodeOuter: ["posexplode_outer", 1],
  quarter: ["quarter", 1],
  regexpLike: ["regexp_like", 2],
  replace: ["replace", 3],
  reverse: ["reverse", 1],
  rlike: ["rlike", 2],
  second: ["second", 1],
  sha1: ["sha1", 1],
  signum: ["signum", 1],
  size: ["size", 1],
  sqrt: ["sqrt", 1],
  startswith: ["startswith", 2],
  stddev: ["stddev", 1],
  sum: ["sum", 1],
  tryAdd: ["try_add", 2],
  tryAvg: ["try_avg", 1],
  tryDivide: ["try_divide", 2],
  tryElementAt: ["try_element_at", 2],
  tryMultiply: ["try_multiply", 2],
  tryParseJson: ["try_parse_json", 1],
  trySubtract: ["try_subtract", 2],
  trySum: ["try_sum", 1],
  unbase64: ["unbase64", 1],
  upper: ["upper", 1],
  variance: ["variance", 1],
  weekofyear: ["weekofyear", 1],
  year: ["year", 1],
} as const;

for (const [name, [functionName, columns]] of Object.entries(OF_COLUMNS)) {
  test(`${name} calls ${functionName}`, () => {
    const call: unknown = Reflect.get(spark, name);
    assert.ok(typeof call === "function");
    const column: unknown = Reflect.apply(call, undefined, ["a", col("b"), "c"].slice(0, columns));
    assert.ok(column instanceof spark.Column);
    assert.deepEqual(expressionJson(column), fn(functionName, ...[a, b, c].slice(0, columns)));
  });
}

const NULLARY = {
  cumeDist: "cume_dist",
  currentDate: "current_date",
  currentTimestamp: "current_timestamp",
  denseRank: "dense_rank",
  inputFileName: "input_file_name",
  monotonicallyIncreasingId: "monotonically_increasing_id",
  percentRank: "percent_rank",
  rank: "rank",
  rowNumber: "row_number",
  sparkPartitionId: "spark_partition_id",
} as const satisfies Partial<Record<keyof typeof spark, string>>;

for (const [name, functionName] of Object.entries(NULLARY)) {
  test(`${name} calls ${functionName}`, () => {
    const call: unknown = Reflect.get(spark, name);
    assert.ok(typeof call === "function");
    const column: unknown = call();
    assert.ok(column instanceof spark.Column);
    assert.deepEqual(expressionJson(column), fn(functionName));
  });
}

const OTHERS: readonly (readonly [call: string, column: Column, expected: object])[] = [
  ["addMonths(a, 1)", spark.addMonths("a", 1), fn("add_months", a, int(1))],
  ["anyValue(a)", spark.anyValue("a"), fn("any_value", a)],
  ["anyValue(a, true)", spark.anyValue("a", true), fn("any_value", a, bool(true))],
  [
    "approxCountDistinct(a, 0.1)",
    spark.approxCountDistinct("a", 0.1),
    fn("approx_count_distinct", a, literal({ double: 0.1 })),
  ],
  ["array(a, b)", spark.array("a", "b"), fn("array", a, b)],
  ["arrayContains(a, x)", spark.arrayContains("a", "x"), fn("array_contains", a, text("x"))],
  ["arrayJoin(a, ',')", spark.arrayJoin("a", ","), fn("array_join", a, text(","))],
  ["arrayJoin(a, ',', '-')", spark.arrayJoin("a", ",", "-"), fn("array_join", a, text(","), text("-"))],
  ["asc(a)", spark.asc("a"), { sortOrder: ascending(a) }],
  ["bround(a, 2)", spark.bround("a", 2), fn("bround", a, int(2))],
  ["btrim(a)", spark.btrim("a"), fn("btrim", a)],
  ["btrim(a, ' ')", spark.btrim("a", lit(" ")), fn("btrim", a, text(" "))],
  ["callFunction(f, a)", spark.callFunction("f", "a"), { callFunction: { functionName: "f", arguments: [a] } }],
  ["ceil(a)", spark.ceil("a"), fn("ceil", a)],
  ["coalesce(a, 0)", spark.coalesce("a", lit(0)), fn("coalesce", a, int(0))],
  ["concat(a, b)", spark.concat("a", "b"), fn("concat", a, b)],
  ["concatWs(',', a, b)", spark.concatWs(",", "a", "b"), fn("concat_ws", text(","), a, b)],
  ["count(a)", spark.count("a"), fn("count", a)],
  ["count('*')", spark.count("*"), fn("count", { unresolvedStar: {} })],
  ["count(col('*'))", spark.count(col("*")), fn("count", int(1))],
  [
    "countDistinct(a, b)",
    spark.countDistinct("a", "b"),
    { unresolvedFunction: { functionName: "count", arguments: [a, b], isDistinct: true } },
  ],
  ["createMap(a, b)", spark.createMap("a", "b"), fn("map", a, b)],
  ["dateAdd(a, b)", spark.dateAdd("a", "b"), fn("date_add", a, b)],
  ["dateFormat(a, 'yyyy')", spark.dateFormat("a", "yyyy"), fn("date_format", a, text("yyyy"))],
  ["dateSub(a, 1)", spark.dateSub("a", 1), fn("date_sub", a, int(1))],
  ["dateTrunc('month', a)", spark.dateTrunc("month", "a"), fn("date_trunc", text("month"), a)],
  ["desc(a)", spark.desc("a"), { sortOrder: descending(a) }],
  ["elementAt(a, 'k')", spark.elementAt("a", "k"), fn("element_at", a, text("k"))],
  ["first(a)", spark.first("a"), fn("first", a, bool(false))],
  ["floor(a, 1)", spark.floor("a", 1), fn("floor", a, int(1))],
  ["fromCsv(a, 'x INT')", spark.fromCsv("a", "x INT"), fn("from_csv", a, text("x INT"))],
  ["fromJson(a, 'x INT')", spark.fromJson("a", "x INT"), fn("from_json", a, text("x INT"))],
  [
    "fromJson(a, type)",
    spark.fromJson("a", StructType([StructField("x", IntegerType)]), { mode: "FAILFAST" }),
    fn(
      "from_json",
      a,
      text('{"fields":[{"metadata":{},"name":"x","nullable":true,"type":"integer"}],"type":"struct"}'),
      fn("map", text("mode"), text("FAILFAST")),
    ),
  ],
  ["getJsonObject(a, '$.x')", spark.getJsonObject("a", "$.x"), fn("get_json_object", a, text("$.x"))],
  ["greatest(a, b)", spark.greatest("a", "b"), fn("greatest", a, b)],
  ["hash(a)", spark.hash("a"), fn("hash", a)],
  ["instr(a, 'x')", spark.instr("a", "x"), fn("instr", a, text("x"))],
  ["lag(a)", spark.lag("a"), fn("lag", a, int(1))],
  ["last(a, true)", spark.last("a", true), fn("last", a, bool(true))],
  ["lead(a, 2, 0)", spark.lead("a", 2, 0), fn("lead", a, int(2), int(0))],
  ["least(a, b)", spark.least("a", "b"), fn("least", a, b)],
  ["lpad(a, 3, '0')", spark.lpad("a", 3, "0"), fn("lpad", a, int(3), text("0"))],
  ["ltrim(a, 'x')", spark.ltrim("a", lit("x")), fn("ltrim", text("x"), a)],
  ["mapConcat(a, b)", spark.mapConcat("a", "b"), fn("map_concat", a, b)],
  ["namedStruct('x', a)", spark.namedStruct(lit("x"), "a"), fn("named_struct", text("x"), a)],
  ["ntile(4)", spark.ntile(4), fn("ntile", int(4))],
  ["pow(a, 2)", spark.pow("a", 2), fn("power", a, int(2))],
  ["regexpExtract(a, '(x)', 1)", spark.regexpExtract("a", "(x)", 1), fn("regexp_extract", a, text("(x)"), int(1))],
  ["regexpReplace(a, 'x', 'y')", spark.regexpReplace("a", "x", "y"), fn("regexp_replace", a, text("x"), text("y"))],
  ["round(a)", spark.round("a"), fn("round", a)],
  ["rpad(a, 3, '0')", spark.rpad("a", 3, "0"), fn("rpad", a, int(3), text("0"))],
  ["rtrim(a)", spark.rtrim("a"), fn("rtrim", a)],
  ["schemaOfJson('{}')", spark.schemaOfJson("{}"), fn("schema_of_json", text("{}"))],
  ["sha2(a, 256)", spark.sha2("a", 256), fn("sha2", a, int(256))],
  ["sortArray(a, false)", spark.sortArray("a", false), fn("sort_array", a, bool(false))],
  ["split(a, ',')", spark.split("a", ","), fn("split", a, text(","), int(-1))],
  ["struct(a, b)", spark.struct("a", "b"), fn("struct", a, b)],
  ["substring(a, 1, 2)", spark.substring("a", 1, 2), fn("substring", a, int(1), int(2))],
  ["substringIndex(a, '.', 1)", spark.substringIndex("a", ".", 1), fn("substring_index", a, text("."), int(1))],
  ["toCsv(a, options)", spark.toCsv("a", { sep: ";" }), fn("to_csv", a, fn("map", text("sep"), text(";")))],
  ["toDate(a, 'yyyy')", spark.toDate("a", "yyyy"), fn("to_date", a, text("yyyy"))],
  ["toJson(a)", spark.toJson("a"), fn("to_json", a)],
  ["toTimestamp(a)", spark.toTimestamp("a"), fn("to_timestamp", a)],
  ["translate(a, 'x', 'y')", spark.translate("a", "x", "y"), fn("translate", a, text("x"), text("y"))],
  ["trim(a, 'x')", spark.trim("a", lit("x")), fn("trim", text("x"), a)],
  ["trunc(a, 'month')", spark.trunc("a", "month"), fn("trunc", a, text("month"))],
  ["tryToDate(a, 'yyyy')", spark.tryToDate("a", "yyyy"), fn("try_to_date", a, text("yyyy"))],
  ["tryToTimestamp(a, b)", spark.tryToTimestamp("a", "b"), fn("try_to_timestamp", a, b)],
  [
    "tryVariantGet(a, '$', 'int')",
    spark.tryVariantGet("a", "$", "int"),
    fn("try_variant_get", a, text("$"), text("int")),
  ],
  ["variantGet(a, '$', 'int')", spark.variantGet("a", "$", "int"), fn("variant_get", a, text("$"), text("int"))],
  ["xxhash64(a)", spark.xxhash64("a"), fn("xxhash64", a)],
  [
    "aggregate",
    spark.aggregate(
      "a",
      lit(0),
      (sum, e) => sum.plus(e),
      (sum) => sum.negate(),
    ),
    fn("aggregate", a, int(0), lambda(fn("+", x, y), "x_1", "y_1"), lambda(fn("negative", x), "x_1")),
  ],
  ["exists", spark.exists("a", (e) => e.gt(1)), fn("exists", a, lambda(fn(">", x, int(1)), "x_1"))],
  ["filter", spark.filter("a", (e) => e.gt(1)), fn("filter", a, lambda(fn(">", x, int(1)), "x_1"))],
  [
    "filter with an index",
    spark.filter("a", (_e, index) => index.gt(1)),
    fn("filter", a, lambda(fn(">", y, int(1)), "x_1", "y_1")),
  ],
  ["forall", spark.forall("a", (e) => e.gt(1)), fn("forall", a, lambda(fn(">", x, int(1)), "x_1"))],
  [
    "mapFilter",
    spark.mapFilter("a", (_key, value) => value.gt(1)),
    fn("map_filter", a, lambda(fn(">", y, int(1)), "x_1", "y_1")),
  ],
  ["transformKeys", spark.transformKeys("a", (_key, value) => value), fn("transform_keys", a, lambda(y, "x_1", "y_1"))],
  [
    "transformValues",
    spark.transformValues("a", (key, _value) => key),
    fn("transform_values", a, lambda(x, "x_1", "y_1")),
  ],
  [
    "a lambda inside another",
    spark.transform("a", (outer) => spark.transform(outer, (inner) => inner.plus(outer))),
    fn("transform", a, lambda(fn("transform", x, lambda(fn("+", variable("x_2"), x), "x_2")), "x_1")),
  ],
];

for (const [call, column, expected] of OTHERS) {
  test(`${call} is sent as PySpark sends it`, () => assert.deepEqual(expressionJson(column), expected));
}

test("a lambda without parameters is refused", () => {
  assert.throws(() => spark.filter("a", () => lit(true)), { name: "TypeError", message: /this one has 0/ });
});

function variable(name: string): JsonObject {
  return { unresolvedNamedLambdaVariable: { nameParts: [name] } };
}

function lambda(body: JsonObject, ...names: readonly string[]): JsonObject {
  return { lambdaFunction: { function: body, arguments: names.map((name) => ({ nameParts: [name] })) } };
}
