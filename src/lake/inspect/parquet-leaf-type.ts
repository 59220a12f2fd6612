import type { SchemaElement } from "hyparquet";

/** The type of a column that is no group, as in `decimal(12,2)`, `int32`, `string`. */
export function leafType(element: SchemaElement): string {
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
