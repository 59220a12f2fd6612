import { convertedType, leafType } from "./parquet-leaf-type.ts";
import type { ParquetNode } from "./parquet-schema.ts";

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
export function readType(node: ParquetNode): string | undefined {
  if (meaningOf(node) === "list") return arrayOf(listElement(node));
  return node.isRepeated ? arrayOf(valueType(node)) : valueType(node);
}

function valueType(node: ParquetNode): string | undefined {
  if (node.children.length === 0) return leafReadType(node);
  const meaning = meaningOf(node);
  if (meaning === "map") return mapType(node.children);
  return meaning === undefined ? structType(node.children) : undefined;
}

/** What a group says that it is; undefined for a plain one. */
function meaningOf(node: ParquetNode): string | undefined {
  const meaning = node.logicalType ?? convertedType(node);
  return meaning === "map entry" ? "map" : meaning;
}

function leafReadType(node: ParquetNode): string | undefined {
  const type = leafType(node);
  if (type === "timestamp") return node.isLocal ? "TIMESTAMP_NTZ" : "TIMESTAMP";
  const { precision = "", scale = "" } = /^decimal\((?<precision>\d+),(?<scale>\d+)\)$/.exec(type)?.groups ?? {};
  if (precision === "") return LEAVES[type];
  const isSound = Number(precision) >= 1 && Number(precision) <= mostDigits(node) && Number(scale) <= Number(precision);
  return isSound ? `DECIMAL(${precision},${scale})` : undefined;
}

/** How many digits the bytes of a decimal hold, 38 at most: Spark refuses one that claims more. */
function mostDigits({ physicalType, typeLength }: ParquetNode): number {
  switch (physicalType) {
    case INT32:
      return 9;
    case INT64:
      return 18;
    case FIXED_LENGTH:
      return Math.min(38, Math.floor((8 * typeLength - 1) * Math.log10(2)));
    default:
      return 38;
  }
}

/** Codes of the format. */
const [INT32, INT64, FIXED_LENGTH] = [1, 2, 7];

/** By Parquet's rules for lists: the repeated node is the element itself in files of old writers, and wraps it in others. */
function listElement({ name: list, children: [repeated, ...others] }: ParquetNode): string | undefined {
  if (repeated?.isRepeated !== true || others.length > 0) return undefined;
  const { name } = repeated;
  const [only, ...more] = repeated.children;
  const isElement = only === undefined || more.length > 0 || name === "array" || name === `${list}_tuple`;
  return isElement ? valueType(repeated) : readType(only);
}

function arrayOf(type: string | undefined): string | undefined {
  return type === undefined ? undefined : `ARRAY<${type}>`;
}

function mapType([entries, ...others]: readonly ParquetNode[]): string | undefined {
  if (entries?.isRepeated !== true || others.length > 0) return undefined;
  const [key, value, ...more] = entries.children;
  if (key === undefined || value === undefined || more.length > 0) return undefined;
  const [keyType = "", valueType] = [readType(key), readType(value)];
  return KEYS.has(keyType) && valueType !== undefined ? `MAP<${keyType}, ${valueType}>` : undefined;
}

function structType(children: readonly ParquetNode[]): string | undefined {
  const names = new Set(children.map(({ name }) => name));
  // One name for two members leaves open which is meant.
  if (names.size < children.length || names.has("")) return undefined;
  const members = children.flatMap((child) => {
    const type = readType(child);
    return type === undefined ? [] : [`\`${child.name.replaceAll("`", "``")}\`: ${type}`];
  });
  return members.length === 0 ? undefined : `STRUCT<${members.join(", ")}>`;
}
