import type { DataType, StructField, StructType } from "./data-type.ts";
import { simpleString } from "./simple-string.ts";

/** The struct as a schema in Spark's DDL, for example `id BIGINT NOT NULL,name STRING COMMENT 'full name'`. */
export function toDdl(type: StructType): string {
  return type.fields.map((field) => fieldDdl(field, " ")).join(",");
}

/** The type in SQL, for example `DECIMAL(20,2)` or `STRUCT<a: INT NOT NULL>`; use it in `CAST(x AS …)`. */
export function sqlType(type: DataType): string {
  switch (type.kind) {
    case "array":
      return `ARRAY<${sqlType(type.elementType)}>`;
    case "map":
      return `MAP<${sqlType(type.keyType)}, ${sqlType(type.valueType)}>`;
    case "struct":
      return `STRUCT<${type.fields.map((field) => fieldDdl(field, ": ")).join(", ")}>`;
    case "string":
      // The name of a collation keeps its case.
      return simpleString(type).replace("string", "STRING").replace(" collate ", " COLLATE ");
    case "unparsed":
      return type.ddl;
    case "udt":
      if (type.sqlType === undefined) {
        throw new TypeError(`The user-defined type ${type.jvmClass ?? type.pythonClass} has no form in DDL`);
      }
      return sqlType(type.sqlType);
    default:
      return simpleString(type).toUpperCase();
  }
}

/** The name in backticks where Spark's parser needs them. */
export function quoteIfNeeded(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

function fieldDdl(field: StructField, separator: string): string {
  const comment = field.metadata["comment"];
  return [
    `${quoteIfNeeded(field.name)}${separator}${sqlType(field.dataType)}`,
    ...(field.nullable ? [] : ["NOT NULL"]),
    ...(typeof comment === "string" ? [`COMMENT '${escapeSql(comment)}'`] : []),
  ].join(" ");
}

function escapeSql(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
