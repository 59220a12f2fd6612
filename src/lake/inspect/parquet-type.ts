import type { ColumnKind } from "../../feeds/index.ts";
import type { ParquetColumn } from "./inspection.ts";
import { convertedType, leafType } from "./parquet-leaf-type.ts";
import { readType } from "./parquet-read-type.ts";
import type { ParquetNode } from "./parquet-schema.ts";

/** The type of a column without values. */
export const NULL_TYPE = "null";

/** Which types hold a kind's values exactly. */
export const KIND_TYPES: Readonly<Record<ColumnKind, { readonly name: string; readonly types: RegExp }>> = {
  integer: { name: "an integer type", types: /^u?int(8|16|32|64)$/ },
  money: { name: "a decimal or an integer type", types: /^(decimal\(\d+,\d+\)|u?int(8|16|32|64))$/ },
  date: { name: "DATE or a string", types: /^(date|string)$/ },
  text: { name: "a string", types: /^string$/ },
  flag: { name: "a string", types: /^string$/ },
};

/** Also a column that holds nothing but NULL: pandas and Arrow give one without any value the type null. */
export function isOfKind(type: string, kind: ColumnKind): boolean {
  return type === NULL_TYPE || KIND_TYPES[kind].types.test(type);
}

export function columnOf(node: ParquetNode): ParquetColumn {
  return { name: node.name, type: typeOf(node), readAs: readType(node) };
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
