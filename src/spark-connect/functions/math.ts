import type { Column } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { doubleExpression, literalExpression } from "../expression/literal.ts";
import {
  binary,
  call,
  nullary,
  ofColumnsOrNumbers,
  unary,
  withOptionalValue,
  withTwoValues,
} from "./function-kinds.ts";

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

export const bin = unary("bin");
export const cbrt = unary("cbrt");
export const e = nullary("e");
export const expm1 = unary("expm1");
export const factorial = unary("factorial");
export const hex = unary("hex");
export const log10 = unary("log10");
export const log1p = unary("log1p");
export const log2 = unary("log2");
export const negate = unary("negative");
export const pi = nullary("pi");
export const positive = unary("positive");
export const rint = unary("rint");
export const sign = unary("sign");
export const tryMod = binary("try_mod");
export const unhex = unary("unhex");

export const ceiling = withOptionalValue<Column | number>("ceiling");
/** The number of a text in one base, as text in another. */
export const conv = withTwoValues<number, number>("conv");
export const widthBucket = ofColumnsOrNumbers("width_bucket");
export const power = ofTwoNumbers("power");
export const atan2 = ofTwoNumbers("atan2");
export const hypot = ofTwoNumbers("hypot");
/** The remainder, never negative. */
export const pmod = ofTwoNumbers("pmod");

/** The natural logarithm of a column, or the logarithm of the second argument to a base. */
export function log(column: ColumnOrName): Column;
export function log(base: number, column: ColumnOrName): Column;
export function log(...args: readonly [ColumnOrName] | readonly [base: number, column: ColumnOrName]): Column {
  const [first, second] = args;
  if (typeof first !== "number") return ln(first);
  if (second === undefined) throw new TypeError("log() of a number: give the column after the base");
  return call("log", [doubleExpression(first), toExpression(second)]);
}

/** Of two columns or numbers. */
function ofTwoNumbers(name: string): (left: Column | string | number, right: Column | string | number) => Column {
  return (left, right) => call(name, [left, right].map(columnOrNumber));
}
