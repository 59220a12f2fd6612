import type { Column } from "../column.ts";
import { toExpression } from "../column-or-name.ts";
import { literalExpression } from "../expression/literal.ts";
import { binary, call, unary, withOptionalValue } from "./function-kinds.ts";

/** HALF_UP, to 0 or `scale` places. */
export const round = withOptionalValue<Column | number>("round");
/** HALF_EVEN, to 0 or `scale` places. */
export const bround = withOptionalValue<Column | number>("bround");
export const ceil = withOptionalValue<Column | number>("ceil");
export const floor = withOptionalValue<Column | number>("floor");
export const abs = unary("abs");
export const negative = unary("negative");
export const signum = unary("signum");
export const sqrt = unary("sqrt");
export const exp = unary("exp");
export const ln = unary("ln");
/** NULL where the result does not fit its type. */
export const tryAdd = binary("try_add");
export const trySubtract = binary("try_subtract");
export const tryMultiply = binary("try_multiply");
/** NULL where the divisor is 0. */
export const tryDivide = binary("try_divide");

/** Always a DOUBLE. A string is a column's name. */
export function pow(base: Column | string | number, exponent: Column | string | number): Column {
  return call("power", [base, exponent].map(columnOrNumber));
}

function columnOrNumber(value: Column | string | number) {
  return typeof value === "number" ? literalExpression(value) : toExpression(value);
}
