import { type Column, type ColumnOrValue, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import { binary, call, optionalValue, unary, variadic, withValue } from "./function-kinds.ts";

export const array = variadic("array");
export const struct = variadic("struct");
/** Name, value, name, value, …: names are literals. */
export const namedStruct = variadic("named_struct");
/** Key, value, key, value, … */
export const createMap = variadic("map");
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

/** The elements joined to a text. Nulls are left out, unless a replacement is given. */
export function arrayJoin(column: ColumnOrName, delimiter: string, nullReplacement?: string): Column {
  return call("array_join", [toExpression(column), expressionOf(delimiter), ...optionalValue(nullReplacement)]);
}

/** Sorted, nulls first; in descending order nulls last. */
export function sortArray(column: ColumnOrName, ascending = true): Column {
  return call("sort_array", [toExpression(column), expressionOf(ascending)]);
}
