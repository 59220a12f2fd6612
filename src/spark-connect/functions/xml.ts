import { type Column, expressionOf } from "../column.ts";
import { type ColumnOrName, toExpression } from "../column-or-name.ts";
import type { StructType } from "../types/data-type.ts";
import { type FormatOptions, optionsMap, schemaOf } from "./format-options.ts";
import { binary, call } from "./function-kinds.ts";

/** A row of XML text as a struct. The schema is DDL, a type or a column such as `schemaOfXml(…)`. */
export function fromXml(column: ColumnOrName, schema: string | StructType | Column, options?: FormatOptions): Column {
  return call("from_xml", [toExpression(column), schemaOf(schema), ...optionsMap(options)]);
}

/** The schema of an example, as DDL. */
export function schemaOfXml(example: string | Column, options?: FormatOptions): Column {
  return call("schema_of_xml", [expressionOf(example), ...optionsMap(options)]);
}

/** A struct as XML text. */
export function toXml(column: ColumnOrName, options?: FormatOptions): Column {
  return call("to_xml", [toExpression(column), ...optionsMap(options)]);
}

// XPath 1.0 over XML text: the path is a literal column.

export const xpath = binary("xpath");
export const xpathBoolean = binary("xpath_boolean");
export const xpathDouble = binary("xpath_double");
export const xpathFloat = binary("xpath_float");
export const xpathInt = binary("xpath_int");
export const xpathLong = binary("xpath_long");
export const xpathNumber = binary("xpath_number");
export const xpathShort = binary("xpath_short");
export const xpathString = binary("xpath_string");
