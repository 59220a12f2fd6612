import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import type { DataType } from "../types/data-type.ts";
import { type FormatOptions, optionsMap, schemaOf } from "./format-options.ts";
import { call, unary, withValue } from "./function-kinds.ts";

/** A struct, array or map as JSON text. NULL fields are left out, unless the option `ignoreNullFields` is false. */
export function toJson(column: ColumnOrName, options?: FormatOptions): Column {
  return call("to_json", [toExpression(column), ...optionsMap(options)]);
}

/** JSON text as a value. The schema is DDL, a type or a column such as `schemaOfJson(…)`. Malformed text gives NULL fields. */
export function fromJson(column: ColumnOrName, schema: string | DataType | Column, options?: FormatOptions): Column {
  return call("from_json", [toExpression(column), schemaOf(schema), ...optionsMap(options)]);
}

/** The schema of an example, as DDL. */
export function schemaOfJson(example: string | Column, options?: FormatOptions): Column {
  return call("schema_of_json", [expressionOf(example), ...optionsMap(options)]);
}

/** The value at a path such as `$.a.b`, as text. */
export const getJsonObject = withValue<string>("get_json_object");

/** A struct as a line of CSV. */
export function toCsv(column: ColumnOrName, options?: FormatOptions): Column {
  return call("to_csv", [toExpression(column), ...optionsMap(options)]);
}

/** A line of CSV as a struct. */
export function fromCsv(column: ColumnOrName, schema: string | Column, options?: FormatOptions): Column {
  return call("from_csv", [toExpression(column), expressionOf(schema), ...optionsMap(options)]);
}

/** The schema of an example, as DDL. */
export function schemaOfCsv(example: string | Column, options?: FormatOptions): Column {
  return call("schema_of_csv", [expressionOf(example), ...optionsMap(options)]);
}

export const jsonArrayLength = unary("json_array_length");
export const jsonObjectKeys = unary("json_object_keys");

/** The values of some keys of a JSON object, a column each. */
export function jsonTuple(column: ColumnOrName, ...keys: readonly string[]): Column {
  return call("json_tuple", [toExpression(column), ...keys.map((key) => expressionOf(key))]);
}
