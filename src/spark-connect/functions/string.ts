import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { lit } from "./column.ts";
import {
  binary,
  binaryWithOption,
  call,
  ofColumnsOrNumbers,
  ternary,
  unary,
  unaryWithOption,
  variadic,
  withOptionalValue,
  withTwoValues,
  withValue,
} from "./function-kinds.ts";

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
/** Replaces each occurrence of the second column's text by the third's, or removes it. */
export const replace = binaryWithOption("replace");
export const startswith = binary("startswith");
export const endswith = binary("endswith");
/** As `startswith`. */
export const startsWith = binary("startswith");
/** As `endswith`. */
export const endsWith = binary("endswith");
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

export const ascii = unary("ascii");
export const bitLength = unary("bit_length");
export const char = unary("char");
export const charLength = unary("char_length");
export const characterLength = unary("character_length");
export const chr = unary("chr");
export const collation = unary("collation");
export const crc32 = unary("crc32");
export const elt = variadic("elt");
export const findInSet = binary("find_in_set");
export const ilike = binaryWithOption("ilike");
export const isValidUtf8 = unary("is_valid_utf8");
export const lcase = unary("lcase");
export const left = binary("left");
export const like = binaryWithOption("like");
export const makeValidUtf8 = unary("make_valid_utf8");
export const octetLength = unary("octet_length");
export const position = binaryWithOption("position");
export const printf = variadic("printf");
export const quote = unary("quote");
export const regexp = binary("regexp");
export const regexpCount = binary("regexp_count");
export const regexpSubstr = binary("regexp_substr");
export const right = binary("right");
export const sha = unary("sha");
export const soundex = unary("soundex");
export const splitPart = ternary("split_part");
export const substr = binaryWithOption("substr");
export const toBinary = unaryWithOption("to_binary");
export const toChar = binary("to_char");
export const toNumber = binary("to_number");
export const toVarchar = binary("to_varchar");
export const tryToBinary = unaryWithOption("try_to_binary");
export const tryToNumber = binary("try_to_number");
export const tryValidateUtf8 = unary("try_validate_utf8");
export const ucase = unary("ucase");
export const validateUtf8 = unary("validate_utf8");

export const collate = withValue<string>("collate");
/** Text of bytes in a character set such as `UTF-8`. */
export const decode = withValue<string>("decode");
/** The bytes of a text in a character set such as `UTF-8`. */
export const encode = withValue<string>("encode");
/** With thousands separators, rounded to as many places. */
export const formatNumber = withValue<number>("format_number");
export const repeat = ofColumnsOrNumbers("repeat");
export const listagg = withOptionalValue<Column | string>("listagg");
export const stringAgg = withOptionalValue<Column | string>("string_agg");

/** The format is that of Java's `String.format`. */
export function formatString(format: string, ...columns: readonly ColumnOrName[]): Column {
  return call("format_string", [expressionOf(format), ...columns.map(toExpression)]);
}

/** The place of the text from 1, looked for from `start` on; 0 if it is not there. */
export function locate(text: string, column: ColumnOrName, start = 1): Column {
  return call("locate", [expressionOf(text), toExpression(column), expressionOf(start)]);
}

/** The fewest changes of a character between two texts; -1 where they are more than `threshold`. */
export function levenshtein(left: ColumnOrName, right: ColumnOrName, threshold?: number): Column {
  const limit = threshold === undefined ? [] : [expressionOf(threshold)];
  return call("levenshtein", [toExpression(left), toExpression(right), ...limit]);
}

/** Length characters of the text from a position on, counted from 1, replaced; -1 stands for the replacement's length. */
export function overlay(
  column: ColumnOrName,
  replacement: ColumnOrName,
  position: ColumnOrName | number,
  length: ColumnOrName | number = -1,
): Column {
  return call("overlay", [
    toExpression(column),
    toExpression(replacement),
    columnOrNumber(position),
    columnOrNumber(length),
  ]);
}

/** All matches of a group of a Java regular expression. @param group the first if left out */
export function regexpExtractAll(column: ColumnOrName, pattern: ColumnOrName, group?: Column | number): Column {
  return call("regexp_extract_all", [toExpression(column), toExpression(pattern), ...optional(group)]);
}

/** Where the first match of a Java regular expression begins, from 1; 0 if nothing matches. */
export function regexpInstr(column: ColumnOrName, pattern: ColumnOrName, group?: Column | number): Column {
  return call("regexp_instr", [toExpression(column), toExpression(pattern), ...optional(group)]);
}

/** A map of a text such as `a:1,b:2`. */
export function strToMap(
  text: ColumnOrName,
  pairDelimiter: ColumnOrName = lit(","),
  keyValueDelimiter: ColumnOrName = lit(":"),
): Column {
  return call("str_to_map", [text, pairDelimiter, keyValueDelimiter].map(toExpression));
}

/** The text as an array of sentences, each an array of words. */
export function sentences(
  text: ColumnOrName,
  language: ColumnOrName = lit(""),
  country: ColumnOrName = lit(""),
): Column {
  return call("sentences", [text, language, country].map(toExpression));
}

/** Letters and digits replaced by one of their kind. Other characters stay, unless `otherChar` replaces them too. */
export function mask(
  column: ColumnOrName,
  upperChar: ColumnOrName = lit("X"),
  lowerChar: ColumnOrName = lit("x"),
  digitChar: ColumnOrName = lit("n"),
  otherChar: ColumnOrName = lit(null),
): Column {
  return call("mask", [column, upperChar, lowerChar, digitChar, otherChar].map(toExpression));
}

function optional(value: Column | number | undefined) {
  return value === undefined ? [] : [expressionOf(value)];
}
