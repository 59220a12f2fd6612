import { describeValue } from "../describe-value.ts";
import { Row } from "../row.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import { inferObject, structOf } from "./infer-type.ts";
import { type InputRow, isPositional } from "./local-relation.ts";
import { mergeStructs } from "./merge-types.ts";

/**
 * The schema that all rows fit, as PySpark infers it: columns of objects in alphabetical order, those of arrays named `_1`,
 * `_2`, … where `names` has no name for them; all may be null.
 *
 * @throws TypeError if there are no rows, a column has only nulls, or its values are of different types
 */
export function inferSchema(rows: readonly InputRow[], names: readonly string[]): StructType {
  const [first, ...others] = rows;
  if (first === undefined) throw new TypeError("No schema can be inferred from no rows. Give one.");
  const schema = others.reduce<StructType>(
    (merged, row) => mergeStructs(merged, rowType(row, names), "row"),
    rowType(first, names),
  );
  const unknown = schema.fields.find(({ dataType }) => hasNullType(dataType));
  if (unknown === undefined) return schema;
  throw new TypeError(`The type of column ${unknown.name} cannot be inferred: it has only nulls. Give a schema.`);
}

/** A Row by name, because the schema may have another order than this row. */
export function byName(row: InputRow): InputRow {
  return row instanceof Row ? row.toObject() : row;
}

/** @throws TypeError for a single value: what it is of must be said */
export function inferableRow(row: unknown, index: number): InputRow {
  if (typeof row === "object" && row !== null) return row;
  throw new TypeError(
    `Row ${index} is ${describeValue(row)}: no columns can be inferred from it. For single values give their type, such as "BIGINT".`,
  );
}

function rowType(row: InputRow, names: readonly string[]): StructType {
  if (row instanceof Row) return structOf(fieldsOf(row), "row");
  if (!isPositional(row)) return inferObject(row, "row");
  return structOf(
    row.map((value, index) => [names[index] ?? `_${index + 1}`, value] as const),
    "row",
  );
}

function fieldsOf({ names, values }: Row): readonly (readonly [string, unknown])[] {
  return names.map((name, index) => [name, values[index]]);
}

function hasNullType(type: DataType): boolean {
  switch (type.kind) {
    case "null":
      return true;
    case "array":
      return hasNullType(type.elementType);
    case "map":
      return hasNullType(type.keyType) || hasNullType(type.valueType);
    case "struct":
      return type.fields.some(({ dataType }) => hasNullType(dataType));
    default:
      return false;
  }
}
