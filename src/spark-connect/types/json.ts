import type { DataType, StructField } from "./data-type.ts";
import { SIMPLE_NAMES, simpleString } from "./simple-string.ts";

/** The type in Spark's JSON form, as Parquet files and local relations carry it. Keys are sorted, as PySpark sends them. */
export function dataTypeToJson(type: DataType): string {
  return JSON.stringify(jsonValue(type));
}

type Json = string | { readonly [key: string]: unknown };

function jsonValue(type: DataType): Json {
  switch (type.kind) {
    case "array":
      return { containsNull: type.containsNull, elementType: jsonValue(type.elementType), type: "array" };
    case "map":
      return {
        keyType: jsonValue(type.keyType),
        type: "map",
        valueContainsNull: type.valueContainsNull,
        valueType: jsonValue(type.valueType),
      };
    case "struct":
      return { fields: type.fields.map(fieldValue), type: "struct" };
    case "udt":
    case "unparsed":
      throw new TypeError(`${simpleString(type)} has no form in JSON. Give its fields as a StructType.`);
    case "null":
    case "byte":
    case "short":
    case "integer":
    case "long":
      return JSON_NAMES[type.kind];
    case "geometry":
    case "geography":
    case "string":
    case "char":
    case "varChar":
    case "decimal":
    case "time":
    case "yearMonthInterval":
    case "dayTimeInterval":
      return simpleString(type);
    default:
      return SIMPLE_NAMES[type.kind];
  }
}

function fieldValue(field: StructField): Json {
  return { metadata: field.metadata, name: field.name, nullable: field.nullable, type: jsonValue(field.dataType) };
}

/** Where JSON does not use the name that SQL uses. */
const JSON_NAMES = { null: "void", byte: "byte", short: "short", integer: "integer", long: "long" } as const;
