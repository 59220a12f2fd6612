import { type Column, type ColumnOrValue, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression, toExpressions } from "../column-or-name.ts";
import type { ListOrEach } from "../list-or-each.ts";
import {
  binary,
  binaryWithOption,
  call,
  ofColumnsOrNumbers,
  optionalValue,
  unary,
  variadic,
  withValue,
} from "./function-kinds.ts";

export const array = variadic("array");
export const struct = variadic("struct");
/** Name, value, name, value, …: names are literals. */
export const namedStruct = variadic("named_struct");
/** A map of an array of structs of two fields. */
export const mapFromEntries = unary("map_from_entries");
export const mapEntries = unary("map_entries");
export const mapKeys = unary("map_keys");
export const mapValues = unary("map_values");
export const mapConcat = variadic("map_concat");
/** Of an array or a map. */
export const size = unary("size");
/** The array's element counted from 1, or if negative from its end, or the map's value. An error beyond the end (ANSI mode). */
export const elementAt = withValue<ColumnOrValue>("element_at");
/** As `elementAt`, but NULL beyond the end; a string is a column's name. */
export const tryElementAt = binary("try_element_at");
/** The array without nulls. */
export const arrayCompact = unary("array_compact");
export const arrayContains = withValue<ColumnOrValue>("array_contains");
export const arrayDistinct = unary("array_distinct");
export const arrayMax = unary("array_max");
export const arrayMin = unary("array_min");
export const arrayUnion = binary("array_union");
export const arrayIntersect = binary("array_intersect");
export const arrayExcept = binary("array_except");
export const flatten = unary("flatten");
/** One row for each element, or each key and value. None for NULL and for the empty. */
export const explode = unary("explode");
/** As `explode`, but one row with NULL for NULL and for the empty. */
export const explodeOuter = unary("explode_outer");
/** As `explode`, with the position from 0 before it. */
export const posexplode = unary("posexplode");
export const posexplodeOuter = unary("posexplode_outer");

/**
 * Key, value, key, value, … of columns, one by one or in a list; or a Map, whose keys and values are literals unless they are
 * columns. PySpark's `create_map`.
 */
export function createMap(...columns: ListOrEach<ColumnOrName>): Column;
export function createMap(entries: LiteralEntries): Column;
export function createMap(...given: readonly (ColumnOrName | readonly ColumnOrName[] | LiteralEntries)[]): Column {
  const args = given.flatMap((part) => (isMap(part) ? [...part].flat().map(expressionOf) : toExpressions([part])));
  return call("map", args);
}

type LiteralEntries = ReadonlyMap<ColumnOrValue, ColumnOrValue>;

/** The elements joined to a text. Nulls are left out, unless a replacement is given. */
export function arrayJoin(column: ColumnOrName, delimiter: string, nullReplacement?: string): Column {
  return call("array_join", [toExpression(column), expressionOf(delimiter), ...optionalValue(nullReplacement)]);
}

/** Sorted, nulls first; in descending order nulls last. */
export function sortArray(column: ColumnOrName, ascending = true): Column {
  return call("sort_array", [toExpression(column), expressionOf(ascending)]);
}

export const arraySize = unary("array_size");
export const arraysOverlap = binary("arrays_overlap");
export const arraysZip = variadic("arrays_zip");
export const cardinality = unary("cardinality");
export const inline = unary("inline");
export const inlineOuter = unary("inline_outer");
export const mapFromArrays = binary("map_from_arrays");
export const sequence = binaryWithOption("sequence");
export const stack = variadic("stack");

export const arrayAppend = withValue<ColumnOrValue>("array_append");
export const arrayPrepend = withValue<ColumnOrValue>("array_prepend");
/** The place of the value from 1; 0 if it is not there. */
export const arrayPosition = withValue<ColumnOrValue>("array_position");
export const arrayRemove = withValue<ColumnOrValue>("array_remove");
export const mapContainsKey = withValue<ColumnOrValue>("map_contains_key");
export const arrayRepeat = ofColumnsOrNumbers("array_repeat");
/** The element counted from 0; NULL beyond the end. */
export const get = ofColumnsOrNumbers("get");
/** Start, from 1 or if negative from the end, and length. */
export const slice = ofColumnsOrNumbers("slice");

/** Position from 1, or if negative from the end. */
export function arrayInsert(column: ColumnOrName, position: ColumnOrName | number, value: ColumnOrValue): Column {
  const at = typeof position === "number" ? expressionOf(position) : toExpression(position);
  return call("array_insert", [toExpression(column), at, expressionOf(value)]);
}

function isMap(part: ColumnOrName | readonly ColumnOrName[] | LiteralEntries): part is LiteralEntries {
  return part instanceof Map;
}
