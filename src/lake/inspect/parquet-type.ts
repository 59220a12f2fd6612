import type { SchemaElement, SchemaTree } from "hyparquet";
import type { ColumnKind } from "../../feeds/index.ts";
import type { ParquetColumn } from "./inspection.ts";

/** Which types hold a kind's values exactly. */
export const KIND_TYPES: Readonly<Record<ColumnKind, { readonly name: string; readonly types: RegExp }>> = {
  integer: { name: "an integer type", types: /^u?int(8|16|32|64)$/ },
  money: { name: "a decimal or an integer type", types: /^(decimal\(\d+,\d+\)|u?int(8|16|32|64))$/ },
  date: { name: "DATE or a string", types: /^(date|string)$/ },
  text: { name: "a string", types: /^string$/ },
  flag: { name: "a string", types: /^string$/ },
};

export function isOfKind(type: string, kind: ColumnKind): boolean {
  return KIND_TYPES[kind].types.test(type);
}

/** What Spark 4.1 reads. For any other type it refuses the file, and the job with it, also if nobody asks for the column. */
const READABLE =
  /^(u?int(8|16|32|64)|int96|decimal\(([1-9]|[12]\d|3[0-8]),\d+\)|float|double|boolean|string|binary|bson|date|timestamp)$/;

/** The type, of a column or of what is nested in it, that Spark does not read. */
export function unreadableType({ element, children }: SchemaTree): string | undefined {
  if (children.length > 0) return children.map(unreadableType).find((type) => type !== undefined);
  const type = leafType(element);
  return READABLE.test(type) ? undefined : type;
}

export function columnOf(node: SchemaTree): ParquetColumn {
  return { name: node.element.name, type: typeOf(node) };
}

function typeOf({ element, children }: SchemaTree): string {
  const repeated = element.repetition_type === "REPEATED" ? "repeated " : "";
  if (children.length === 0) return `${repeated}${leafType(element)}`;
  const fields = children.map((child) => `${child.element.name}: ${typeOf(child)}`).join(", ");
  return `${repeated}${groupName(element)}<${fields}>`;
}

function groupName({ logical_type, converted_type }: SchemaElement): string {
  const name = logical_type?.type ?? converted_type;
  return name === "LIST" || name === "MAP" ? name.toLowerCase() : "struct";
}

function leafType(element: SchemaElement): string {
  return logicalType(element) ?? convertedType(element) ?? physicalType(element);
}

function logicalType({ logical_type }: SchemaElement): string | undefined {
  switch (logical_type?.type) {
    case undefined:
      return undefined;
    case "DECIMAL":
      return `decimal(${logical_type.precision},${logical_type.scale})`;
    case "INTEGER":
      return `${logical_type.isSigned ? "" : "u"}int${logical_type.bitWidth}`;
    case "TIMESTAMP":
      return logical_type.unit === "NANOS" ? "timestamp(nanos)" : "timestamp";
    case "ENUM":
    case "JSON":
      return "string";
    default:
      return logical_type?.type.toLowerCase();
  }
}

/** How older files say what a column means. */
function convertedType({ converted_type, precision = 0, scale = 0 }: SchemaElement): string | undefined {
  switch (converted_type) {
    case undefined:
      return undefined;
    case "DECIMAL":
      return `decimal(${precision},${scale})`;
    case "UTF8":
    case "ENUM":
    case "JSON":
      return "string";
    case "TIMESTAMP_MILLIS":
    case "TIMESTAMP_MICROS":
      return "timestamp";
    default:
      return converted_type.toLowerCase().replace("_", "");
  }
}

function physicalType({ type }: SchemaElement): string {
  return type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY" ? "binary" : (type ?? "an empty group").toLowerCase();
}
