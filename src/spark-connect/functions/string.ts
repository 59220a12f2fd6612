import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { binary, call, ternary, unary, variadic, withTwoValues, withValue } from "./function-kinds.ts";

export const upper = unary("upper");
export const lower = unary("lower");
export const initcap = unary("initcap");
/** In characters, or in bytes of binary. */
export const length = unary("length");
export const reverse = unary("reverse");
/** Of texts, binaries or arrays; NULL if one of them is. */
export const concat = variadic("concat");
/** The number of the character where the text starts, from 1; 0 if it is not found. */
export const instr = withValue<Column | string>("instr");
/** Up to the `count`-th delimiter from the left, or if negative, after the `count`-th from the right. */
export const substringIndex = withTwoValues<string, number>("substring_index");
/** Each character of the first text becomes the one at its place in the second, or is dropped. */
export const translate = withTwoValues<string, string>("translate");
/** Padded on the left, or cut, to a length. */
export const lpad = withTwoValues<Column | number, Column | string>("lpad");
/** Padded on the right, or cut, to a length. */
export const rpad = withTwoValues<Column | number, Column | string>("rpad");
/** Replaces every match of a Java regular expression; `$1` in the replacement is its first group. */
export const regexpReplace = withTwoValues<Column | string, Column | string>("regexp_replace");
/** A group of the first match of a Java regular expression, 0 for all of it; empty text where nothing matches. */
export const regexpExtract = withTwoValues<string, number>("regexp_extract");
/** Whether a column matches another one's Java regular expression. For a pattern of text use `col.rlike("…")`. */
export const rlike = binary("rlike");
export const regexpLike = binary("regexp_like");
/** Replaces each occurrence of the second column's text by the third's. */
export const replace = ternary("replace");
export const startswith = binary("startswith");
export const endswith = binary("endswith");
export const contains = binary("contains");
/** SHA-2 as lower-case hexadecimal text. */
export const sha2 = withValue<0 | 224 | 256 | 384 | 512>("sha2");
export const md5 = unary("md5");
export const sha1 = unary("sha1");
export const base64 = unary("base64");
export const unbase64 = unary("unbase64");
/** 32-bit Murmur3. */
export const hash = variadic("hash");
/** 64-bit xxHash. */
export const xxhash64 = variadic("xxhash64");

/** Joins texts, and arrays of texts, with a separator; nulls are left out. */
export function concatWs(separator: string, ...columns: readonly ColumnOrName[]): Column {
  return call("concat_ws", [expressionOf(separator), ...columns.map(toExpression)]);
}

/** Without blanks, or the characters of `characters`, at both ends. */
export function trim(column: ColumnOrName, characters?: ColumnOrName): Column {
  return call("trim", trimmed(column, characters));
}

export function ltrim(column: ColumnOrName, characters?: ColumnOrName): Column {
  return call("ltrim", trimmed(column, characters));
}

export function rtrim(column: ColumnOrName, characters?: ColumnOrName): Column {
  return call("rtrim", trimmed(column, characters));
}

/** As `trim`. */
export function btrim(column: ColumnOrName, characters?: ColumnOrName): Column {
  return call("btrim", trimmed(column, characters).toReversed());
}

/** Positions count from 1, or if negative from the end. */
export function substring(column: ColumnOrName, start: ColumnOrName | number, length: ColumnOrName | number): Column {
  return call("substring", [column, start, length].map(columnOrNumber));
}

/** Splits at a Java regular expression. @param limit the most parts; -1 for all */
export function split(column: ColumnOrName, pattern: Column | string, limit: ColumnOrName | number = -1): Column {
  return call("split", [toExpression(column), expressionOf(pattern), columnOrNumber(limit)]);
}

/** SQL's order: the characters to trim come first. */
function trimmed(column: ColumnOrName, characters: ColumnOrName | undefined) {
  return (characters === undefined ? [column] : [characters, column]).map(toExpression);
}

function columnOrNumber(value: ColumnOrName | number) {
  return typeof value === "number" ? expressionOf(value) : toExpression(value);
}
