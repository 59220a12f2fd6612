import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { JsonObject } from "@bufbuild/protobuf";
import { test } from "vitest";
import * as spark from "../../src/spark-connect/index.ts";
import { type Column, col, IntegerType, lit, StructField, StructType } from "../../src/spark-connect/index.ts";
import { ascending, attr, bool, descending, expressionJson, fn, int, literal, text } from "./expected-plan.ts";
import { liveSession } from "./live-session.ts";

const a = attr("a");
const b = attr("b");
const c = attr("c");
const x = variable("x_1");
const y = variable("y_1");

/** Functions of columns only: the name in SQL and the number of columns. */
const OF_COLUMNS = {
  abs: ["abs", 1],
  acos: ["acos", 1],
  acosh: ["acosh", 1],
  arrayAgg: ["array_agg", 1],
  arrayCompact: ["array_compact", 1],
  arrayDistinct: ["array_distinct", 1],
  arrayExcept: ["array_except", 2],
  arrayIntersect: ["array_intersect", 2],
  arrayMax: ["array_max", 1],
  arrayMin: ["array_min", 1],
  arraySize: ["array_size", 1],
  arrayUnion: ["array_union", 2],
  arraysOverlap: ["arrays_overlap", 2],
  ascii: ["ascii", 1],
  asin: ["asin", 1],
  asinh: ["asinh", 1],
  atan: ["atan", 1],
  atanh: ["atanh", 1],
  avg: ["avg", 1],
  base64: ["base64", 1],
  bin: ["bin", 1],
  bitAnd: ["bit_and", 1],
  bitCount: ["bit_count", 1],
  bitGet: ["bit_get", 2],
  bitLength: ["bit_length", 1],
  bitOr: ["bit_or", 1],
  bitXor: ["bit_xor", 1],
  bitmapAndAgg: ["bitmap_and_agg", 1],
  bitmapBitPosition: ["bitmap_bit_position", 1],
  bitmapBucketNumber: ["bitmap_bucket_number", 1],
  bitmapConstructAgg: ["bitmap_construct_agg", 1],
  bitmapCount: ["bitmap_count", 1],
  bitmapOrAgg: ["bitmap_or_agg", 1],
  bitwiseNot: ["~", 1],
  boolAnd: ["bool_and", 1],
  boolOr: ["bool_or", 1],
  cardinality: ["cardinality", 1],
  cbrt: ["cbrt", 1],
  char: ["char", 1],
  charLength: ["char_length", 1],
  characterLength: ["character_length", 1],
  chr: ["chr", 1],
  collation: ["collation", 1],
  collectList: ["collect_list", 1],
  collectSet: ["collect_set", 1],
  contains: ["contains", 2],
  convertTimezone: ["convert_timezone", 3],
  corr: ["corr", 2],
  cos: ["cos", 1],
  cosh: ["cosh", 1],
  cot: ["cot", 1],
  countIf: ["count_if", 1],
  covarPop: ["covar_pop", 2],
  covarSamp: ["covar_samp", 2],
  crc32: ["crc32", 1],
  csc: ["csc", 1],
  dateFromUnixDate: ["date_from_unix_date", 1],
  datePart: ["date_part", 2],
  datediff: ["datediff", 2],
  datepart: ["datepart", 2],
  day: ["day", 1],
  dayname: ["dayname", 1],
  dayofmonth: ["dayofmonth", 1],
  dayofweek: ["dayofweek", 1],
  dayofyear: ["dayofyear", 1],
  days: ["days", 1],
  degrees: ["degrees", 1],
  endswith: ["endswith", 2],
  equalNull: ["equal_null", 2],
  every: ["every", 1],
  exp: ["exp", 1],
  explode: ["explode", 1],
  explodeOuter: ["explode_outer", 1],
  expm1: ["expm1", 1],
  extract: ["extract", 2],
  factorial: ["factorial", 1],
  findInSet: ["find_in_set", 2],
  flatten: ["flatten", 1],
  getbit: ["getbit", 2],
  grouping: ["grouping", 1],
  hex: ["hex", 1],
  histogramNumeric: ["histogram_numeric", 2],
  hllSketchEstimate: ["hll_sketch_estimate", 1],
  hour: ["hour", 1],
  hours: ["hours", 1],
  ifnull: ["ifnull", 2],
  ilike: ["ilike", 2],
  initcap: ["initcap", 1],
  inline: ["inline", 1],
  inlineOuter: ["inline_outer", 1],
  isValidUtf8: ["is_valid_utf8", 1],
  isVariantNull: ["is_variant_null", 1],
  isnan: ["isnan", 1],
  isnotnull: ["isnotnull", 1],
  isnull: ["isnull", 1],
  jsonArrayLength: ["json_array_length", 1],
  jsonObjectKeys: ["json_object_keys", 1],
  kllSketchGetNBigint: ["kll_sketch_get_n_bigint", 1],
  kllSketchGetNDouble: ["kll_sketch_get_n_double", 1],
  kllSketchGetNFloat: ["kll_sketch_get_n_float", 1],
  kllSketchGetQuantileBigint: ["kll_sketch_get_quantile_bigint", 2],
  kllSketchGetQuantileDouble: ["kll_sketch_get_quantile_double", 2],
  kllSketchGetQuantileFloat: ["kll_sketch_get_quantile_float", 2],
  kllSketchGetRankBigint: ["kll_sketch_get_rank_bigint", 2],
  kllSketchGetRankDouble: ["kll_sketch_get_rank_double", 2],
  kllSketchGetRankFloat: ["kll_sketch_get_rank_float", 2],
  kllSketchMergeBigint: ["kll_sketch_merge_bigint", 2],
  kllSketchMergeDouble: ["kll_sketch_merge_double", 2],
  kllSketchMergeFloat: ["kll_sketch_merge_float", 2],
  kllSketchToStringBigint: ["kll_sketch_to_string_bigint", 1],
  kllSketchToStringDouble: ["kll_sketch_to_string_double", 1],
  kllSketchToStringFloat: ["kll_sketch_to_string_float", 1],
  kurtosis: ["kurtosis", 1],
  lastDay: ["last_day", 1],
  lcase: ["lcase", 1],
  left: ["left", 2],
  length: ["length", 1],
  like: ["like", 2],
  ln: ["ln", 1],
  log10: ["log10", 1],
  log1p: ["log1p", 1],
  log2: ["log2", 1],
  lower: ["lower", 1],
  makeDate: ["make_date", 3],
  makeTime: ["make_time", 3],
  makeTimestampLtz: ["make_timestamp_ltz", 6],
  makeValidUtf8: ["make_valid_utf8", 1],
  mapEntries: ["map_entries", 1],
  mapFromArrays: ["map_from_arrays", 2],
  mapFromEntries: ["map_from_entries", 1],
  mapKeys: ["map_keys", 1],
  mapValues: ["map_values", 1],
  max: ["max", 1],
  maxBy: ["max_by", 2],
  md5: ["md5", 1],
  mean: ["avg", 1],
  median: ["median", 1],
  min: ["min", 1],
  minBy: ["min_by", 2],
  minute: ["minute", 1],
  month: ["month", 1],
  monthname: ["monthname", 1],
  months: ["months", 1],
  nanvl: ["nanvl", 2],
  negate: ["negative", 1],
  negative: ["negative", 1],
  nullif: ["nullif", 2],
  nullifzero: ["nullifzero", 1],
  nvl2: ["nvl2", 3],
  nvl: ["nvl", 2],
  octetLength: ["octet_length", 1],
  parseJson: ["parse_json", 1],
  parseUrl: ["parse_url", 2],
  posexplode: ["posexplode", 1],
  posexplodeOuter: ["posexplode_outer", 1],
  position: ["position", 2],
  positive: ["positive", 1],
  product: ["product", 1],
  quarter: ["quarter", 1],
  quote: ["quote", 1],
  radians: ["radians", 1],
  regexp: ["regexp", 2],
  regexpCount: ["regexp_count", 2],
  regexpLike: ["regexp_like", 2],
  regexpSubstr: ["regexp_substr", 2],
  regrAvgx: ["regr_avgx", 2],
  regrAvgy: ["regr_avgy", 2],
  regrCount: ["regr_count", 2],
  regrIntercept: ["regr_intercept", 2],
  regrR2: ["regr_r2", 2],
  regrSlope: ["regr_slope", 2],
  regrSxx: ["regr_sxx", 2],
  regrSxy: ["regr_sxy", 2],
  regrSyy: ["regr_syy", 2],
  dateDiff: ["date_diff", 2],
  dateadd: ["dateadd", 2],
  replace: ["replace", 3],
  reverse: ["reverse", 1],
  right: ["right", 2],
  rint: ["rint", 1],
  rlike: ["rlike", 2],
  schemaOfVariantAgg: ["schema_of_variant_agg", 1],
  sec: ["sec", 1],
  second: ["second", 1],
  sequence: ["sequence", 2],
  sha1: ["sha1", 1],
  sha: ["sha", 1],
  sign: ["sign", 1],
  signum: ["signum", 1],
  sin: ["sin", 1],
  sinh: ["sinh", 1],
  size: ["size", 1],
  skewness: ["skewness", 1],
  some: ["some", 1],
  soundex: ["soundex", 1],
  splitPart: ["split_part", 3],
  sqrt: ["sqrt", 1],
  stAsbinary: ["st_asbinary", 1],
  stGeogfromwkb: ["st_geogfromwkb", 1],
  stGeomfromwkb: ["st_geomfromwkb", 1],
  stSrid: ["st_srid", 1],
  startswith: ["startswith", 2],
  std: ["std", 1],
  stddev: ["stddev", 1],
  stddevPop: ["stddev_pop", 1],
  stddevSamp: ["stddev_samp", 1],
  substr: ["substr", 2],
  sum: ["sum", 1],
  tan: ["tan", 1],
  tanh: ["tanh", 1],
  thetaDifference: ["theta_difference", 2],
  thetaIntersection: ["theta_intersection", 2],
  thetaIntersectionAgg: ["theta_intersection_agg", 1],
  thetaSketchEstimate: ["theta_sketch_estimate", 1],
  timeDiff: ["time_diff", 3],
  timeTrunc: ["time_trunc", 2],
  timestampMicros: ["timestamp_micros", 1],
  timestampMillis: ["timestamp_millis", 1],
  timestampSeconds: ["timestamp_seconds", 1],
  toBinary: ["to_binary", 1],
  toChar: ["to_char", 2],
  toNumber: ["to_number", 2],
  toTime: ["to_time", 1],
  toTimestampLtz: ["to_timestamp_ltz", 1],
  toTimestampNtz: ["to_timestamp_ntz", 1],
  toUnixTimestamp: ["to_unix_timestamp", 1],
  toVarchar: ["to_varchar", 2],
  toVariantObject: ["to_variant_object", 1],
  tryAdd: ["try_add", 2],
  tryAvg: ["try_avg", 1],
  tryDivide: ["try_divide", 2],
  tryElementAt: ["try_element_at", 2],
  tryMakeTimestampLtz: ["try_make_timestamp_ltz", 6],
  tryMod: ["try_mod", 2],
  tryMultiply: ["try_multiply", 2],
  tryParseJson: ["try_parse_json", 1],
  tryParseUrl: ["try_parse_url", 2],
  trySubtract: ["try_subtract", 2],
  trySum: ["try_sum", 1],
  tryToBinary: ["try_to_binary", 1],
  tryToNumber: ["try_to_number", 2],
  tryToTime: ["try_to_time", 1],
  tryUrlDecode: ["try_url_decode", 1],
  tryValidateUtf8: ["try_validate_utf8", 1],
  typeOf: ["typeof", 1],
  ucase: ["ucase", 1],
  unbase64: ["unbase64", 1],
  unhex: ["unhex", 1],
  unixDate: ["unix_date", 1],
  unixMicros: ["unix_micros", 1],
  unixMillis: ["unix_millis", 1],
  unixSeconds: ["unix_seconds", 1],
  upper: ["upper", 1],
  urlDecode: ["url_decode", 1],
  urlEncode: ["url_encode", 1],
  validateUtf8: ["validate_utf8", 1],
  varPop: ["var_pop", 1],
  varSamp: ["var_samp", 1],
  variance: ["variance", 1],
  weekday: ["weekday", 1],
  weekofyear: ["weekofyear", 1],
  windowTime: ["window_time", 1],
  xpath: ["xpath", 2],
  xpathBoolean: ["xpath_boolean", 2],
  xpathDouble: ["xpath_double", 2],
  xpathFloat: ["xpath_float", 2],
  xpathInt: ["xpath_int", 2],
  xpathLong: ["xpath_long", 2],
  xpathNumber: ["xpath_number", 2],
  xpathShort: ["xpath_short", 2],
  xpathString: ["xpath_string", 2],
  year: ["year", 1],
  years: ["years", 1],
  zeroifnull: ["zeroifnull", 1],
} as const;

for (const [name, [functionName, columns]] of Object.entries(OF_COLUMNS)) {
  test(`${name} calls ${functionName}`, () => {
    const call: unknown = Reflect.get(spark, name);
    assert.ok(typeof call === "function");
    const column: unknown = Reflect.apply(call, undefined, ["a", col("b"), "c", "d", "e", "f"].slice(0, columns));
    assert.ok(column instanceof spark.Column);
    assert.deepEqual(
      expressionJson(column),
      fn(functionName, ...[a, b, c, attr("d"), attr("e"), attr("f")].slice(0, columns)),
    );
  });
}

const NULLARY = {
  cumeDist: "cume_dist",
  curdate: "curdate",
  currentCatalog: "current_catalog",
  currentDatabase: "current_database",
  currentDate: "current_date",
  currentSchema: "current_schema",
  currentTimestamp: "current_timestamp",
  currentTimezone: "current_timezone",
  currentUser: "current_user",
  denseRank: "dense_rank",
  e: "e",
  inputFileBlockLength: "input_file_block_length",
  inputFileBlockStart: "input_file_block_start",
  inputFileName: "input_file_name",
  localtimestamp: "localtimestamp",
  monotonicallyIncreasingId: "monotonically_increasing_id",
  now: "now",
  percentRank: "percent_rank",
  pi: "pi",
  rank: "rank",
  rowNumber: "row_number",
  sessionUser: "session_user",
  sparkPartitionId: "spark_partition_id",
  user: "user",
  version: "version",
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

/** Of any number of columns. */
const VARIADIC = {
  arraysZip: "arrays_zip",
  elt: "elt",
  groupingId: "grouping_id",
  javaMethod: "java_method",
  printf: "printf",
  reflect: "reflect",
  stack: "stack",
  tryReflect: "try_reflect",
} as const satisfies Partial<Record<keyof typeof spark, string>>;

for (const [name, functionName] of Object.entries(VARIADIC)) {
  test(`${name} calls ${functionName}`, () => {
    const call: unknown = Reflect.get(spark, name);
    assert.ok(typeof call === "function");
    const column: unknown = call("a", col("b"), "c");
    assert.ok(column instanceof spark.Column);
    assert.deepEqual(expressionJson(column), fn(functionName, a, b, c));
  });
}

const OTHERS: readonly (readonly [call: string, column: Column, expected: object])[] = [
  ["arraySort(a)", spark.arraySort("a"), fn("array_sort", a)],
  ["hllUnion(a, b, true)", spark.hllUnion("a", "b", true), fn("hll_union", a, b, bool(true))],
  ["jsonTuple(a, 'x', 'y')", spark.jsonTuple("a", "x", "y"), fn("json_tuple", a, text("x"), text("y"))],
  [
    "listaggDistinct(a)",
    spark.listaggDistinct("a"),
    { unresolvedFunction: { functionName: "listagg", arguments: [a], isDistinct: true } },
  ],
  [
    "stringAggDistinct(a, ',')",
    spark.stringAggDistinct("a", ","),
    { unresolvedFunction: { functionName: "string_agg", arguments: [a, text(",")], isDistinct: true } },
  ],
  ["nthValue(a, 2)", spark.nthValue("a", 2), fn("nth_value", a, int(2), bool(false))],
  ["rand(7)", spark.rand(7), fn("rand", int(7))],
  ["randn(7)", spark.randn(7), fn("randn", int(7))],
  ["random(7)", spark.random(7), fn("rand", int(7))],
  ["randstr(5, 7)", spark.randstr(5, 7), fn("randstr", int(5), int(7))],
  ["sentences(a)", spark.sentences("a"), fn("sentences", a, text(""), text(""))],
  ["shuffle(a, 7)", spark.shuffle("a", 7), fn("shuffle", a, int(7))],
  ["strToMap(a)", spark.strToMap("a"), fn("str_to_map", a, text(","), text(":"))],
  ["thetaUnion(a, b, 12)", spark.thetaUnion("a", "b", 12), fn("theta_union", a, b, int(12))],
  ["uniform(0, 9, 7)", spark.uniform(0, 9, 7), fn("uniform", int(0), int(9), int(7))],
  ["uuid(7)", spark.uuid(7), fn("uuid", int(7))],
  ["approxPercentile(a, 0.5)", spark.approxPercentile("a", 0.5), fn("approx_percentile", a, double(0.5), int(10_000))],
  ["arrayAppend(a, 'x')", spark.arrayAppend("a", "x"), fn("array_append", a, text("x"))],
  ["arrayInsert(a, 2, 'x')", spark.arrayInsert("a", 2, "x"), fn("array_insert", a, int(2), text("x"))],
  ["arrayInsert(a, b, 'x')", spark.arrayInsert("a", "b", "x"), fn("array_insert", a, b, text("x"))],
  ["arrayPosition(a, 'x')", spark.arrayPosition("a", "x"), fn("array_position", a, text("x"))],
  ["arrayPrepend(a, 'x')", spark.arrayPrepend("a", "x"), fn("array_prepend", a, text("x"))],
  ["arrayRemove(a, 1)", spark.arrayRemove("a", 1), fn("array_remove", a, int(1))],
  ["arrayRepeat(a, 3)", spark.arrayRepeat("a", 3), fn("array_repeat", a, int(3))],
  ["atan2(a, 2)", spark.atan2("a", 2), fn("atan2", a, int(2))],
  ["bucket(8, a)", spark.bucket(8, "a"), fn("bucket", int(8), a)],
  ["ceiling(a, 1)", spark.ceiling("a", 1), fn("ceiling", a, int(1))],
  ["collate(a, 'UNICODE_CI')", spark.collate("a", "UNICODE_CI"), fn("collate", a, text("UNICODE_CI"))],
  ["conv(a, 2, 16)", spark.conv("a", 2, 16), fn("conv", a, int(2), int(16))],
  ["decode(a, 'UTF-8')", spark.decode("a", "UTF-8"), fn("decode", a, text("UTF-8"))],
  ["encode(a, 'UTF-8')", spark.encode("a", "UTF-8"), fn("encode", a, text("UTF-8"))],
  ["firstValue(a, true)", spark.firstValue("a", true), fn("first_value", a, bool(true))],
  ["formatNumber(a, 2)", spark.formatNumber("a", 2), fn("format_number", a, int(2))],
  ["formatString('%s', a, b)", spark.formatString("%s", "a", "b"), fn("format_string", text("%s"), a, b)],
  ["fromUnixtime(a)", spark.fromUnixtime("a"), fn("from_unixtime", a, text("yyyy-MM-dd HH:mm:ss"))],
  ["fromUtcTimestamp(a, 'UTC')", spark.fromUtcTimestamp("a", "UTC"), fn("from_utc_timestamp", a, text("UTC"))],
  ["get(a, 0)", spark.get("a", 0), fn("get", a, int(0))],
  ["hllSketchAgg(a)", spark.hllSketchAgg("a"), fn("hll_sketch_agg", a)],
  ["hllSketchAgg(a, 12)", spark.hllSketchAgg("a", 12), fn("hll_sketch_agg", a, int(12))],
  ["hypot(a, b)", spark.hypot("a", "b"), fn("hypot", a, b)],
  ["ilike(a, b, c)", spark.ilike("a", "b", "c"), fn("ilike", a, b, c)],
  ["levenshtein(a, b)", spark.levenshtein("a", "b"), fn("levenshtein", a, b)],
  ["levenshtein(a, b, 2)", spark.levenshtein("a", "b", 2), fn("levenshtein", a, b, int(2))],
  ["listagg(a, ',')", spark.listagg("a", ","), fn("listagg", a, text(","))],
  ["locate('x', a)", spark.locate("x", "a"), fn("locate", text("x"), a, int(1))],
  ["mapContainsKey(a, 'k')", spark.mapContainsKey("a", "k"), fn("map_contains_key", a, text("k"))],
  ["mode(a)", spark.mode("a"), fn("mode", a, bool(false))],
  ["monthsBetween(a, b)", spark.monthsBetween("a", "b"), fn("months_between", a, b, bool(true))],
  ["nextDay(a, 'Mon')", spark.nextDay("a", "Mon"), fn("next_day", a, text("Mon"))],
  ["overlay(a, b, 2)", spark.overlay("a", "b", 2), fn("overlay", a, b, int(2), int(-1))],
  ["percentile(a, 0.5)", spark.percentile("a", 0.5), fn("percentile", a, double(0.5), int(1))],
  [
    "percentileApprox(a, [0.5, 0.9])",
    spark.percentileApprox("a", [0.5, 0.9]),
    fn("percentile_approx", a, fn("array", double(0.5), double(0.9)), int(10_000)),
  ],
  ["pmod(a, 3)", spark.pmod("a", 3), fn("pmod", a, int(3))],
  ["power(a, 2)", spark.power("a", 2), fn("power", a, int(2))],
  ["regexpExtractAll(a, b, 1)", spark.regexpExtractAll("a", "b", 1), fn("regexp_extract_all", a, b, int(1))],
  ["regexpInstr(a, b)", spark.regexpInstr("a", "b"), fn("regexp_instr", a, b)],
  ["repeat(a, 2)", spark.repeat("a", 2), fn("repeat", a, int(2))],
  ["sequence(a, b, c)", spark.sequence("a", "b", "c"), fn("sequence", a, b, c)],
  ["sessionWindow(a, '5 minutes')", spark.sessionWindow("a", "5 minutes"), fn("session_window", a, text("5 minutes"))],
  ["shiftLeft(a, 1)", spark.shiftLeft("a", 1), fn("shiftleft", a, int(1))],
  ["shiftRight(a, 1)", spark.shiftRight("a", 1), fn("shiftright", a, int(1))],
  ["shiftRightUnsigned(a, 1)", spark.shiftRightUnsigned("a", 1), fn("shiftrightunsigned", a, int(1))],
  ["slice(a, 1, 2)", spark.slice("a", 1, 2), fn("slice", a, int(1), int(2))],
  ["stSetsrid(a, 4326)", spark.stSetsrid("a", 4326), fn("st_setsrid", a, int(4326))],
  [
    "sumDistinct(a)",
    spark.sumDistinct("a"),
    { unresolvedFunction: { functionName: "sum", arguments: [a], isDistinct: true } },
  ],
  ["timestampAdd('DAY', a, b)", spark.timestampAdd("DAY", "a", "b"), fn("timestampadd", text("DAY"), a, b)],
  ["timestampDiff('DAY', a, b)", spark.timestampDiff("DAY", "a", "b"), fn("timestampdiff", text("DAY"), a, b)],
  ["toTime(a, b)", spark.toTime("a", "b"), fn("to_time", a, b)],
  ["toUtcTimestamp(a, 'UTC')", spark.toUtcTimestamp("a", "UTC"), fn("to_utc_timestamp", a, text("UTC"))],
  ["unixTimestamp()", spark.unixTimestamp(), fn("unix_timestamp")],
  ["unixTimestamp(a)", spark.unixTimestamp("a"), fn("unix_timestamp", a, text("yyyy-MM-dd HH:mm:ss"))],
  ["widthBucket(a, b, c, 4)", spark.widthBucket("a", "b", "c", 4), fn("width_bucket", a, b, c, int(4))],
  ["window(a, '1 hour')", spark.window("a", "1 hour"), fn("window", a, text("1 hour"))],
  [
    "window(a, '1 hour', '5 minutes')",
    spark.window("a", "1 hour", "5 minutes"),
    fn("window", a, text("1 hour"), text("5 minutes")),
  ],
  [
    "window(a, '1 hour', undefined, '1 minute')",
    spark.window("a", "1 hour", undefined, "1 minute"),
    fn("window", a, text("1 hour"), text("1 hour"), text("1 minute")),
  ],
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
    fn("aggregate", a, int(0), lambda(fn("+", x, y), "x_1", "y_1"), lambda(fn("negative", variable("x_2")), "x_2")),
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

test("a lambda declares all parameters that Spark passes, also those that the function leaves out", () => {
  const declared = (column: Column) =>
    JSON.stringify(expressionJson(column)).match(/"arguments":\[\{"nameParts".*?\}\]/g);
  const two = ['"arguments":[{"nameParts":["x_1"]},{"nameParts":["y_1"]}]'];
  assert.deepEqual(declared(spark.transformKeys("m", (key) => key)), two);
  assert.deepEqual(declared(spark.transformValues("m", () => lit(1))), two);
  assert.deepEqual(declared(spark.mapFilter("m", (key) => key.gt(1))), two);
  assert.deepEqual(declared(spark.zipWith("a", "b", (left) => left)), two);
  assert.deepEqual(declared(spark.arraySort("a", () => lit(0))), two);
  assert.deepEqual(declared(spark.reduce("a", lit(0), (sum) => sum)), two);
  assert.deepEqual(declared(spark.mapZipWith("m", "n", (key) => key)), [
    '"arguments":[{"nameParts":["x_1"]},{"nameParts":["y_1"]},{"nameParts":["z_1"]}]',
  ]);
  assert.deepEqual(declared(spark.exists("a", () => lit(true))), ['"arguments":[{"nameParts":["x_1"]}]']);
});

function variable(name: string): JsonObject {
  return { unresolvedNamedLambdaVariable: { nameParts: [name] } };
}

function lambda(body: JsonObject, ...names: readonly string[]): JsonObject {
  return { lambdaFunction: { function: body, arguments: names.map((name) => ({ nameParts: [name] })) } };
}

function double(value: number) {
  return literal({ double: value });
}

/** Transforms of partitions, and functions that the server has but does not list. */
const UNLISTED = ["years", "months", "days", "hours", "bucket", "product", "timestampadd", "timestampdiff"];

test("the server knows every function that has a name here", async () => {
  await using session = await liveSession();
  const rows = await (await session.sql("SHOW SYSTEM FUNCTIONS")).collect();
  const known = new Set(rows.map((row) => String(row["function"])));
  const named = [
    ...Object.values(OF_COLUMNS).map(([name]) => name),
    ...Object.values(NULLARY),
    ...Object.values(VARIADIC),
    ...OTHERS.flatMap(([, , expected]) =>
      [...JSON.stringify(expected).matchAll(/"functionName":"(\w+)"/g)].map(([, name]) => name ?? ""),
    ),
  ];
  const unknown = new Set(named.filter((name) => !known.has(name) && !UNLISTED.includes(name) && name !== "f"));
  const newer = await newerThan(await session.version());
  assert.deepEqual(
    [...unknown].filter((name) => !newer.has(name)),
    [],
  );
});

test("a function of random values draws its seed here, another one each time", () => {
  const seeds = [spark.rand(), spark.rand()].map((column) => JSON.stringify(expressionJson(column)));
  for (const seed of seeds) assert.match(seed, /"literal":\{"long":"\d+"/);
  assert.notEqual(seeds[0], seeds[1]);
});

test("functions of two and three elements run on the server", async () => {
  await using session = await liveSession();
  const [row] = await session
    .range(1)
    .select(
      spark
        .zipWith(spark.array(lit(1), lit(2)), spark.array(lit(10), lit(20)), (left, right) => left.plus(right))
        .alias("zipped"),
      spark.arraySort(spark.array(lit(1), lit(3), lit(2)), (left, right) => right.minus(left)).alias("sorted"),
      spark.reduce(spark.array(lit(1), lit(2)), lit(0), (sum, next) => sum.plus(next)).alias("reduced"),
      spark
        .mapZipWith(spark.createMap(lit("a"), lit(1)), spark.createMap(lit("a"), lit(2)), (_, left, right) =>
          left.plus(right),
        )
        .alias("maps"),
    )
    .collect();
  assert.deepEqual(row?.["zipped"], [11, 22]);
  assert.deepEqual(row?.["sorted"], [3, 2, 1]);
  assert.equal(row?.["reduced"], 3);
  assert.deepEqual(row?.["maps"], new Map([["a", 3]]));
});

test("functions that the server does not list run there", async () => {
  await using session = await liveSession();
  const day = spark.toDate(lit("2025-01-31"));
  const [row] = await session
    .range(1, 5)
    .agg(
      spark.product("id").alias("product"),
      spark.max(spark.timestampDiff("DAY", day, spark.timestampAdd("MONTH", lit(1), day))).alias("days"),
    )
    .collect();
  assert.deepEqual({ ...row }, { product: 24, days: 28n });
});

/** Functions that came after this version of Spark, by the table for users. */
async function newerThan(version: string): Promise<ReadonlySet<string>> {
  const table = await readFile("docs/spark-connect-functions.md", "utf8");
  const rows = [...table.matchAll(/^\| `(?<name>\w+)` \| `\w+` \| (?<since>\d\.\d)/gm)];
  const minor = version.slice(0, 3);
  return new Set(rows.flatMap(({ groups }) => ((groups?.["since"] ?? "") > minor ? [groups?.["name"] ?? ""] : [])));
}
