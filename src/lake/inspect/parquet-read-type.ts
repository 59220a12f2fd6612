import type { SchemaElement, SchemaTree } from "hyparquet";
import { leafType } from "./parquet-leaf-type.ts";

/** The Spark type of each leaf that Spark 4.1 reads exactly and that JSON can hold; of decimals and timestamps see below. */
const LEAVES: Readonly<Record<string, string>> = {
  boolean: "BOOLEAN",
  int8: "TINYINT",
  int16: "SMALLINT",
  int32: "INT",
  int64: "BIGINT",
  uint8: "SMALLINT",
  uint16: "INT",
  uint32: "BIGINT",
  uint64: "DECIMAL(20,0)",
  float: "FLOAT",
  double: "DOUBLE",
  string: "STRING",
  binary: "BINARY",
  bson: "BINARY",
  date: "DATE",
  int96: "TIMESTAMP",
};

/** What may be the key of a map that becomes JSON: the others print as Spark's text. */
const KEYS: ReadonlySet<string> = new Set(["STRING", "TINYINT", "SMALLINT", "INT", "BIGINT", "BOOLEAN", "DATE"]);

/**
 * The type, as Spark's DDL, that a Parquet column is to be read as. Undefined for one that Spark does not read (times, UUIDs,
 * nanoseconds, …) and for one that holds nothing but NULL; what is left of a group without such members.
 */
export function readType(node: SchemaTree): string | undefined {
  const { element, children } = node;
  if (isList(element)) return arrayOf(listElement(node));
  if (element.repetition_type === "REPEATED") return arrayOf(valueType(element, children));
  return valueType(element, children);
}

function valueType(element: SchemaElement, children: readonly SchemaTree[]): string | undefined {
  if (children.length === 0) return leafReadType(element);
  if (isMap(element)) return mapType(children);
  if (element.logical_type !== undefined || element.converted_type !== undefined) return undefined;
  return structType(children);
}

function leafReadType(element: SchemaElement): string | undefined {
  const type = leafType(element);
  if (type === "timestamp") return timestampType(element);
  const { precision = "", scale = "" } = /^decimal\((?<precision>\d+),(?<scale>\d+)\)$/.exec(type)?.groups ?? {};
  if (precision === "") return LEAVES[type];
  const isSound =
    Number(precision) >= 1 && Number(precision) <= mostDigits(element) && Number(scale) <= Number(precision);
  return isSound ? `DECIMAL(${precision},${scale})` : undefined;
}

/** How many digits the bytes of a decimal hold, 38 at most: Spark refuses one that claims more. */
function mostDigits({ type, type_length = 0 }: SchemaElement): number {
  switch (type) {
    case "INT32":
      return 9;
    case "INT64":
      return 18;
    case "FIXED_LEN_BYTE_ARRAY":
      return Math.min(38, Math.floor((8 * type_length - 1) * Math.log10(2)));
    default:
      return 38;
  }
}

function timestampType({ logical_type }: SchemaElement): string {
  return logical_type?.type === "TIMESTAMP" && !logical_type.isAdjustedToUTC ? "TIMESTAMP_NTZ" : "TIMESTAMP";
}

function isList({ logical_type, converted_type }: SchemaElement): boolean {
  return logical_type?.type === "LIST" || converted_type === "LIST";
}

function isMap({ logical_type, converted_type }: SchemaElement): boolean {
  return logical_type?.type === "MAP" || converted_type === "MAP" || converted_type === "MAP_KEY_VALUE";
}

/** By Parquet's rules for lists: the repeated node is the element itself in files of old writers, and wraps it in others. */
function listElement({ element, children: [repeated, ...others] }: SchemaTree): string | undefined {
  if (repeated?.element.repetition_type !== "REPEATED" || others.length > 0) return undefined;
  const [only, ...more] = repeated.children;
  const { name } = repeated.element;
  const isElement = only === undefined || more.length > 0 || name === "array" || name === `${element.name}_tuple`;
  return isElement ? valueType(repeated.element, repeated.children) : readType(only);
}

function arrayOf(type: string | undefined): string | undefined {
  return type === undefined ? undefined : `ARRAY<${type}>`;
}

function mapType([entries, ...others]: readonly SchemaTree[]): string | undefined {
  if (entries?.element.repetition_type !== "REPEATED" || others.length > 0) return undefined;
  const [key, value, ...more] = entries.children;
  if (key === undefined || value === undefined || more.length > 0) return undefined;
  const [keyType = "", valueType] = [readType(key), readType(value)];
  return KEYS.has(keyType) && valueType !== undefined ? `MAP<${keyType}, ${valueType}>` : undefined;
}

function structType(children: readonly SchemaTree[]): string | undefined {
  const names = new Set(children.map(({ element }) => element.name));
  // One name for two members leaves open which is meant.
  if (names.size < children.length || names.has("")) return undefined;
  const members = children.flatMap((child) => {
    const type = readType(child);
    return type === undefined ? [] : [`\`${child.element.name.replaceAll("`", "``")}\`: ${type}`];
  });
  return members.length === 0 ? undefined : `STRUCT<${members.join(", ")}>`;
}
