import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { call } from "./function-kinds.ts";
import { seedOf } from "./seed.ts";

/** Uniform from 0 up to 1. */
export function rand(seed?: number | bigint): Column {
  return call("rand", [seedOf(seed)]);
}

/** As `rand`. */
export function random(seed?: number | bigint): Column {
  return call("rand", [seedOf(seed)]);
}

/** Of the standard normal distribution. */
export function randn(seed?: number | bigint): Column {
  return call("randn", [seedOf(seed)]);
}

/**
 * Uniform from the first literal up to the second, both included: of whole numbers a whole number. `uniform(0.0, 1.0)` is of
 * whole numbers too, because JavaScript cannot tell: use `lit(0, "DOUBLE")`.
 */
export function uniform(from: Column | number, to: Column | number, seed?: Column | number | bigint): Column {
  return call("uniform", [expressionOf(from), expressionOf(to), seedOf(seed)]);
}

/** Random letters and digits. */
export function randstr(length: Column | number, seed?: Column | number | bigint): Column {
  return call("randstr", [expressionOf(length), seedOf(seed)]);
}

export function uuid(seed?: Column | number | bigint): Column {
  return call("uuid", [seedOf(seed)]);
}

/** The elements in a random order. */
export function shuffle(array: ColumnOrName, seed?: Column | number | bigint): Column {
  return call("shuffle", [toExpression(array), seedOf(seed)]);
}
