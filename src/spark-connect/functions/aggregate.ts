import { Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { functionCall } from "../expression/function-call.ts";
import { literalExpression } from "../expression/literal.ts";
import { binary, call, unary, variadic, withOptionalValue } from "./function-kinds.ts";

/** In ANSI mode a sum that overflows is an error; `trySum` gives NULL. */
export const sum = unary("sum");
export const trySum = unary("try_sum");
export const avg = unary("avg");
export const tryAvg = unary("try_avg");
export const mean = unary("avg");
export const min = unary("min");
export const max = unary("max");
/** The value of the first column in the row with the largest second. */
export const maxBy = binary("max_by");
/** The value of the first column in the row with the smallest second. */
export const minBy = binary("min_by");
export const boolAnd = unary("bool_and");
export const boolOr = unary("bool_or");
/** The number of rows in which the condition is true. */
export const countIf = unary("count_if");
/** Without nulls, in no particular order. */
export const collectList = unary("collect_list");
/** Without nulls and duplicates, in no particular order. */
export const collectSet = unary("collect_set");
export const stddev = unary("stddev");
export const variance = unary("variance");
/** @param rsd the relative standard deviation that is allowed. @default 0.05 */
export const approxCountDistinct = withOptionalValue<number>("approx_count_distinct");
/** Some value of the group; with `ignoreNulls` one that is not NULL, if there is one. */
export const anyValue = withOptionalValue<boolean>("any_value");

/** The number of rows in which the column is not NULL; of all rows for `*`. */
export function count(column: ColumnOrName): Column {
  // Of a star made by col("*") Spark would count the rows without a NULL. The text "*" it understands itself.
  const isStarColumn = typeof column !== "string" && column.expression.exprType.case === "unresolvedStar";
  return call("count", [isStarColumn ? literalExpression(1) : toExpression(column)]);
}

/** The number of different combinations without a NULL. */
export function countDistinct(...columns: readonly [ColumnOrName, ...ColumnOrName[]]): Column {
  return new Column(functionCall("count", columns.map(toExpression), { isDistinct: true }));
}

/** The first value, in the order that rows happen to have. */
export function first(column: ColumnOrName, ignoreNulls = false): Column {
  return call("first", [toExpression(column), literalExpression(ignoreNulls)]);
}

/** The last value, in the order that rows happen to have. */
export function last(column: ColumnOrName, ignoreNulls = false): Column {
  return call("last", [toExpression(column), literalExpression(ignoreNulls)]);
}

export const arrayAgg = unary("array_agg");
export const bitAnd = unary("bit_and");
export const bitOr = unary("bit_or");
export const bitXor = unary("bit_xor");
export const corr = binary("corr");
export const covarPop = binary("covar_pop");
export const covarSamp = binary("covar_samp");
export const every = unary("every");
export const grouping = unary("grouping");
export const groupingId = variadic("grouping_id");
export const histogramNumeric = binary("histogram_numeric");
export const kurtosis = unary("kurtosis");
export const median = unary("median");
export const product = unary("product");
export const regrAvgx = binary("regr_avgx");
export const regrAvgy = binary("regr_avgy");
export const regrCount = binary("regr_count");
export const regrIntercept = binary("regr_intercept");
export const regrR2 = binary("regr_r2");
export const regrSlope = binary("regr_slope");
export const regrSxx = binary("regr_sxx");
export const regrSxy = binary("regr_sxy");
export const regrSyy = binary("regr_syy");
export const schemaOfVariantAgg = unary("schema_of_variant_agg");
export const skewness = unary("skewness");
export const some = unary("some");
export const std = unary("std");
export const stddevPop = unary("stddev_pop");
export const stddevSamp = unary("stddev_samp");
export const varPop = unary("var_pop");
export const varSamp = unary("var_samp");

export const firstValue = withOptionalValue<Column | boolean>("first_value");
export const lastValue = withOptionalValue<Column | boolean>("last_value");

/** Of the different values. */
export function sumDistinct(column: ColumnOrName): Column {
  return new Column(functionCall("sum", [toExpression(column)], { isDistinct: true }));
}

/** The most frequent value; of several the smallest if `deterministic`, else any. */
export function mode(column: ColumnOrName, deterministic = false): Column {
  return call("mode", [toExpression(column), literalExpression(deterministic)]);
}

/** The exact percentile, interpolated. @param percentage from 0 to 1, or several of them */
export function percentile(
  column: ColumnOrName,
  percentage: Column | number | readonly number[],
  frequency: Column | number = 1,
): Column {
  return call("percentile", [toExpression(column), expressionOf(percentage), expressionOf(frequency)]);
}

/** A value of the column at the percentage. @param accuracy higher is more exact, and dearer */
export function percentileApprox(
  column: ColumnOrName,
  percentage: Column | number | readonly number[],
  accuracy: Column | number = 10_000,
): Column {
  return call("percentile_approx", [toExpression(column), expressionOf(percentage), expressionOf(accuracy)]);
}

/** As `percentileApprox`. */
export function approxPercentile(
  column: ColumnOrName,
  percentage: Column | number | readonly number[],
  accuracy: Column | number = 10_000,
): Column {
  return call("approx_percentile", [toExpression(column), expressionOf(percentage), expressionOf(accuracy)]);
}

/** The different texts, or binaries, one after the other. */
export function listaggDistinct(column: ColumnOrName, delimiter?: Column | string): Column {
  const args = [toExpression(column), ...(delimiter === undefined ? [] : [expressionOf(delimiter)])];
  return new Column(functionCall("listagg", args, { isDistinct: true }));
}

/** As `listaggDistinct`. */
export function stringAggDistinct(column: ColumnOrName, delimiter?: Column | string): Column {
  const args = [toExpression(column), ...(delimiter === undefined ? [] : [expressionOf(delimiter)])];
  return new Column(functionCall("string_agg", args, { isDistinct: true }));
}
