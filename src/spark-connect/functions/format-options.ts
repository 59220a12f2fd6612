import { Column, expressionOf } from "../column.ts";
import { functionCall } from "../expression/function-call.ts";
import type { Expression } from "../gen/spark/connect/expressions_pb.js";
import { type OptionValue, withOptions } from "../option-value.ts";
import type { DataType } from "../types/data-type.ts";
import { dataTypeToJson } from "../types/json.ts";

/** Options of Spark's reader or writer of the format. */
export type FormatOptions = Readonly<Record<string, OptionValue>>;

/** The argument that stands for options; none if there are none. */
export function optionsMap(options: FormatOptions | undefined): readonly Expression[] {
  if (options === undefined) return [];
  return [functionCall("map", Object.entries(withOptions({}, options)).flat().map(expressionOf))];
}

/** DDL as it is, a type as Spark's JSON. */
export function schemaOf(schema: string | DataType | Column): Expression {
  return expressionOf(schema instanceof Column || typeof schema === "string" ? schema : dataTypeToJson(schema));
}
