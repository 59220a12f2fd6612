import { ArrayType, type DataType, DoubleType, MapType, StructField } from "../types/data-type.ts";
import { simpleString } from "../types/simple-string.ts";
import { StructType } from "../types/struct-type.ts";

/**
 * The type that holds the values of both. A whole number and a fraction make a DOUBLE, because JavaScript has one type for
 * them.
 *
 * @throws TypeError if no type holds both exactly
 */
export function mergeTypes(a: DataType, b: DataType, place: string): DataType {
  if (a === b || b.kind === "null") return a;
  if (a.kind === "null") return b;
  if (a.kind === "struct" && b.kind === "struct") return mergeStructs(a, b, place);
  if (a.kind === "array" && b.kind === "array") {
    return ArrayType(mergeTypes(a.elementType, b.elementType, `element of ${place}`));
  }
  if (a.kind === "map" && b.kind === "map") {
    return MapType(
      mergeTypes(a.keyType, b.keyType, `key of ${place}`),
      mergeTypes(a.valueType, b.valueType, `value of ${place}`),
    );
  }
  if (a.kind === b.kind) return a;
  if (isNumber(a) && isNumber(b)) return DoubleType;
  throw new TypeError(
    `${place} is ${simpleString(a)} in one row and ${simpleString(b)} in another. Convert the values or give a schema.`,
  );
}

/** The fields of the first, and behind them those that only the second has. */
export function mergeStructs(a: StructType, b: StructType, place: string): StructType {
  if (isSame(a, b)) return a;
  const others = new Map(b.fields.map((field) => [field.name, field]));
  const merged = a.fields.map((field) => {
    const other = others.get(field.name);
    return other === undefined
      ? field
      : StructField(field.name, mergeTypes(field.dataType, other.dataType, `${place}.${field.name}`));
  });
  const names = new Set(a.fields.map(({ name }) => name));
  return StructType([...merged, ...b.fields.filter(({ name }) => !names.has(name))]);
}

/** What most rows are: nothing is to be made anew for them. */
function isSame(a: StructType, b: StructType): boolean {
  if (a.fields.length !== b.fields.length) return false;
  return a.fields.every(({ name, dataType }, index) => {
    const other = b.fields[index];
    return other?.name === name && other.dataType === dataType;
  });
}

function isNumber({ kind }: DataType): boolean {
  return kind === "long" || kind === "double";
}
