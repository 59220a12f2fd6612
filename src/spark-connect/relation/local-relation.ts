import { encodeRows } from "../arrow/encode.ts";
import { checkStream } from "../arrow/ipc-stream.ts";
import { parseDdl } from "../ddl/parse-ddl.ts";
import { Row } from "../row.ts";
import type { StructType } from "../types/data-type.ts";
import { dataTypeToJson } from "../types/json.ts";
import type { RelationType } from "./new-relation.ts";

/** Values in the order of the schema, or an object with values by column name, of whatever interface. */
export type InputRow = readonly unknown[] | Row | object;

/** Rows that travel inside the plan. */
export function localRelation(rows: readonly InputRow[], schema: string | StructType): RelationType {
  const type = typeof schema === "string" ? parseDdl(schema) : schema;
  const names = type.fields.map(({ name }) => name);
  const values = rows.map((row, index) => valuesOf(row, names, index));
  return {
    case: "localRelation",
    value: { schema: dataTypeToJson(type), ...(rows.length > 0 && { data: encodeRows(type, values) }) },
  };
}

/** @throws TypeError when the bytes are not an Arrow IPC stream */
export function arrowRelation(data: Uint8Array, schema: string | StructType | undefined): RelationType {
  checkStream(data);
  const type = typeof schema === "string" ? parseDdl(schema) : schema;
  return { case: "localRelation", value: { data, ...(type !== undefined && { schema: dataTypeToJson(type) }) } };
}

function valuesOf(row: InputRow, names: readonly string[], index: number): readonly unknown[] {
  if (row instanceof Row) return valuesOf(row.values, names, index);
  if (!isPositional(row)) {
    const byName = new Map<string, unknown>(Object.entries(row));
    const unknown = [...byName.keys()].filter((name) => !names.includes(name));
    if (unknown.length === 0) return names.map((name) => byName.get(name) ?? null);
    throw new TypeError(`Row ${index} has the columns ${unknown.join(", ")}, which the schema lacks`);
  }
  if (row.length === names.length) return row;
  throw new TypeError(`Row ${index} has ${row.length} values, but the schema has ${names.length} columns`);
}

export function isPositional(row: InputRow): row is readonly unknown[] {
  return Array.isArray(row);
}
