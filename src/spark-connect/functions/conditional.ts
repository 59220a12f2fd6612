import { Column, type ColumnOrValue, columnExpression, expressionOf } from "../column.ts";
import { caseWhen } from "../expression/case-when.ts";
import { binary, ternary, unary, variadic } from "./function-kinds.ts";

/** SQL CASE. Go on with `.when(…)` and `.otherwise(…)`; where no condition is true the value is NULL. */
export function when(condition: Column, value: ColumnOrValue): Column {
  return new Column(caseWhen([], columnExpression(condition), expressionOf(value)));
}

/** The first of them that is not NULL. */
export const coalesce = variadic("coalesce");
export const ifnull = binary("ifnull");
export const nvl = binary("nvl");
/** The second column where the first is not NULL, else the third. */
export const nvl2 = ternary("nvl2");
/** NULL where the two are equal, else the first. */
export const nullif = binary("nullif");
export const isnull = unary("isnull");
export const isnotnull = unary("isnotnull");
export const isnan = unary("isnan");
/** The largest; NULL only where all are NULL. */
export const greatest = variadic("greatest");
/** The smallest; NULL only where all are NULL. */
export const least = variadic("least");

export const equalNull = binary("equal_null");
export const nanvl = binary("nanvl");
export const nullifzero = unary("nullifzero");
export const zeroifnull = unary("zeroifnull");
