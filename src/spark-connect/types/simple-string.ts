import { ANY_SRID, type DataType, DEFAULT_COLLATION, type SimpleType } from "./data-type.ts";

/** The type as Spark shows it, for example `decimal(20,2)` or `struct<a:int,b:array<string>>`. */
export function simpleString(type: DataType): string {
  switch (type.kind) {
    case "string":
      return type.collation === DEFAULT_COLLATION ? "string" : `string collate ${type.collation}`;
    case "char":
      return `char(${type.length})`;
    case "varChar":
      return `varchar(${type.length})`;
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "time":
      return `time(${type.precision})`;
    case "yearMonthInterval":
    case "dayTimeInterval":
      return type.start === type.end ? `interval ${type.start}` : `interval ${type.start} to ${type.end}`;
    case "array":
      return `array<${simpleString(type.elementType)}>`;
    case "map":
      return `map<${simpleString(type.keyType)},${simpleString(type.valueType)}>`;
    case "struct":
      return `struct<${type.fields.map((field) => `${field.name}:${simpleString(field.dataType)}`).join(",")}>`;
    case "geometry":
    case "geography":
      return `${type.kind}(${type.srid === ANY_SRID ? "any" : type.srid})`;
    case "udt":
      return "udt";
    case "unparsed":
      return type.ddl;
    default:
      return SIMPLE_NAMES[type.kind];
  }
}

export const SIMPLE_NAMES: Readonly<Record<SimpleType["kind"], string>> = {
  null: "void",
  boolean: "boolean",
  byte: "tinyint",
  short: "smallint",
  integer: "int",
  long: "bigint",
  float: "float",
  double: "double",
  binary: "binary",
  date: "date",
  timestamp: "timestamp",
  timestampNtz: "timestamp_ntz",
  calendarInterval: "interval",
  variant: "variant",
};
