import { Column } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { functionCall } from "../expression/function-call.ts";
import { literalExpression } from "../expression/literal.ts";
import { binary, call, unary, withOptionalValue } from "./function-kinds.ts";

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
