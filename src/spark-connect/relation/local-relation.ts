import { encodeRows } from "../arrow/encode.ts";
import { checkStream } from "../arrow/ipc-stream.ts";
import { parseDdl, parseSchema } from "../ddl/parse-ddl.ts";
import { describeValue } from "../describe-value.ts";
import { Row } from "../row.ts";
import { type DataType, StructField } from "../types/data-type.ts";
import { dataTypeToJson } from "../types/json.ts";
import { StructType } from "../types/struct-type.ts";
import type { RelationType } from "./new-relation.ts";

/** Values in the order of the schema, or an object with values by column name, of whatever interface. */
export type InputRow = readonly unknown[] | Row | object;

/**
 * Rows that travel inside the plan. Of a type that is no struct, they are single values, in a column `value`.
 *
 * @throws SyntaxError, TypeError or RangeError if the schema or a value makes no sense
 */
export function localRelation(rows: readonly unknown[], schema: string | DataType): RelationType {
  const parsed = typeof schema === "string" ? parseSchema(schema) : schema;
  if (parsed.kind !== "struct") {
    const singles = rows.map((value) => [value]);
    return relationOf(singles, StructType([StructField("value", parsed)]));
  }
  const names = parsed.fields.map(({ name }) => name);
  const values = rows.map((row, index) => valuesOf(checkedRow(row, index), names, index));
  return relationOf(values, parsed);
}

function relationOf(values: readonly (readonly unknown[])[], type: StructType): RelationType {
  return {
    case: "localRelation",
    value: { schema: dataTypeToJson(type), ...(values.length > 0 && { data: encodeRows(type, values) }) },
  };
}

/** @throws TypeError when the bytes are not an Arrow IPC stream */
export function arrowRelation(data: Uint8Array, schema: string | StructType | undefined): RelationType {
  checkStream(data);
  const type = typeof schema === "string" ? parseDdl(schema) : schema;
  return { case: "localRelation", value: { data, ...(type !== undefined && { schema: dataTypeToJson(type) }) } };
}

function checkedRow(row: unknown, index: number): InputRow {
  if (typeof row === "object" && row !== null) return row;
  throw new TypeError(
    `Row ${index} is ${describeValue(row)}, but the schema has columns. For single values give one type, such as "BIGINT".`,
  );
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
