import type { ColumnKind } from "../../feeds/index.ts";
import type { ParquetColumn } from "./inspection.ts";
import type { ParquetNode } from "./parquet-schema.ts";

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
export function unreadableType(node: ParquetNode): string | undefined {
  if (node.children.length > 0) return node.children.map(unreadableType).find((type) => type !== undefined);
  const type = leafType(node);
  return READABLE.test(type) ? undefined : type;
}

export function columnOf(node: ParquetNode): ParquetColumn {
  return { name: node.name, type: typeOf(node) };
}

function typeOf(node: ParquetNode): string {
  const repeated = node.isRepeated ? "repeated " : "";
  if (node.children.length === 0) return `${repeated}${leafType(node)}`;
  const fields = node.children.map((child) => `${child.name}: ${typeOf(child)}`).join(", ");
  return `${repeated}${groupName(node)}<${fields}>`;
}

function groupName(node: ParquetNode): string {
  const name = node.logicalType ?? convertedType(node);
  return name === "list" || name === "map" ? name : "struct";
}

function leafType(node: ParquetNode): string {
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

function convertedType({ convertedType: code, precision, scale }: ParquetNode): string | undefined {
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
