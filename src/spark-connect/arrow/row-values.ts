import { Row } from "../row.ts";
import type { StructType } from "../types/data-type.ts";

/** A row, or a value of type STRUCT: by position, or by name. A name that is left out is null. */
export type RowInput = Row | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Says where a value is, for an error: `Row 3, column a.b`. Rows are counted from 0. */
export type Place = () => string;

/** The values in the order of the fields. */
export function rowValues(type: StructType, row: unknown, place: Place): readonly unknown[] {
  const values = row instanceof Row ? row.values : row;
  if (Array.isArray(values)) {
    if (values.length !== type.fields.length) {
      throw new TypeError(`${place()} has ${values.length} values, but its type has ${type.fields.length} fields`);
    }
    return values;
  }
  if (typeof values !== "object" || values === null) {
    throw new TypeError(`${place()} is neither a Row, an array nor an object`);
  }
  const byName = new Map<string, unknown>(Object.entries(values));
  const names = type.fields.map((field) => field.name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new TypeError(`${place()} is an object, but its type has several fields ${repeated}. Give an array.`);
  }
  const unknownName = [...byName.keys()].find((name) => !names.includes(name));
  if (unknownName !== undefined) {
    throw new TypeError(`${place()} has a value for ${unknownName}, which is none of its fields: ${names.join(", ")}`);
  }
  return names.map((name) => byName.get(name));
}
