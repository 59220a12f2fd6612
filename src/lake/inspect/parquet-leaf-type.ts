import type { ParquetNode } from "./parquet-schema.ts";

/** The type of a column that is no group, as in `decimal(12,2)`, `int32`, `string`. */
export function leafType(node: ParquetNode): string {
  return node.logicalType ?? convertedType(node) ?? physicalType(node);
}

/** How older files say what a column means, by the codes of the format. */
const CONVERTED_TYPES: Readonly<Record<number, string>> = {
  0: "string",
  1: "map",
  2: "map entry",
  3: "list",
  4: "string", // an enumeration
  6: "date",
  7: "time",
  8: "time",
  9: "timestamp",
  10: "timestamp",
  11: "uint8",
  12: "uint16",
  13: "uint32",
  14: "uint64",
  15: "int8",
  16: "int16",
  17: "int32",
  18: "int64",
  19: "string", // JSON
  20: "bson",
  21: "interval",
};
const CONVERTED_DECIMAL = 5;

/** What an older file says that a column, or a group, means. */
export function convertedType({ convertedType: code, precision, scale }: ParquetNode): string | undefined {
  if (code === undefined) return undefined;
  return code === CONVERTED_DECIMAL ? `decimal(${precision},${scale})` : (CONVERTED_TYPES[code] ?? `type ${code}`);
}

const PHYSICAL_TYPES: Readonly<Record<number, string>> = {
  0: "boolean",
  1: "int32",
  2: "int64",
  3: "int96",
  4: "float",
  5: "double",
  6: "binary",
  7: "binary",
};

function physicalType({ physicalType: code }: ParquetNode): string {
  return code === undefined ? "an empty group" : (PHYSICAL_TYPES[code] ?? `type ${code}`);
}
