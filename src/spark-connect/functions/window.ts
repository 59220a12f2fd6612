import { type Column, type ColumnOrValue, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { literalExpression } from "../expression/literal.ts";
import { call, nullary, optionalValue } from "./function-kinds.ts";

/** 1 for the first; rows that tie share a rank, and leave a gap after them. */
export const rank = nullary("rank");
/** Like `rank`, without gaps. */
export const denseRank = nullary("dense_rank");
/** The rank as a share of the rows: 0 to 1. */
export const percentRank = nullary("percent_rank");
/** The share of rows that are not after the current one. */
export const cumeDist = nullary("cume_dist");
/** 1, 2, 3, …; in no particular order among rows that tie. */
export const rowNumber = nullary("row_number");

/** The number of the row's group, if the rows are cut into `groups` of equal size. */
export function ntile(groups: number): Column {
  return call("ntile", [literalExpression(groups)]);
}

/** The value `offset` rows before the current one, or the fallback where there is no such row. */
export function lag(column: ColumnOrName, offset = 1, fallback?: ColumnOrValue): Column {
  return call("lag", [toExpression(column), expressionOf(offset), ...optionalValue(fallback)]);
}

/** The value `offset` rows after the current one, or the fallback where there is no such row. */
export function lead(column: ColumnOrName, offset = 1, fallback?: ColumnOrValue): Column {
  return call("lead", [toExpression(column), expressionOf(offset), ...optionalValue(fallback)]);
}

/** The value in the `offset`-th row of the frame, from 1. */
export function nthValue(column: ColumnOrName, offset: number, ignoreNulls = false): Column {
  return call("nth_value", [toExpression(column), expressionOf(offset), expressionOf(ignoreNulls)]);
}
