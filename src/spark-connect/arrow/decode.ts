import { type Batch, tableFromIPC } from "@uwdata/flechette";
import type { StructType } from "../types/data-type.ts";
import { columnReader } from "./column-reader.ts";
import "./compression.ts";

/**
 * The rows of an Arrow IPC stream, each with its values in the order of the columns: INT, SMALLINT and TINYINT are numbers,
 * BIGINT a bigint, DECIMAL a Decimal, DATE a LocalDate, TIMESTAMP a Timestamp, TIMESTAMP_NTZ a LocalTimestamp, TIME a
 * LocalTime, BINARY a Uint8Array, ARRAY an array, MAP a Map, STRUCT a Row, NULL null.
 * @throws TypeError when the stream does not have the columns of the schema, or holds a string that is not UTF-8.
 */
export function decodeBatch(bytes: Uint8Array, schema: StructType): readonly (readonly unknown[])[] {
  const table = tableFromIPC(aligned(bytes), { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true });
  if (table.numCols !== schema.fields.length) {
    throw new TypeError(`The server sent ${table.numCols} columns, but its schema has ${schema.fields.length}`);
  }
  const rows = Array.from({ length: table.numRows }, () => new Array<unknown>(schema.fields.length));
  for (const [column, field] of schema.fields.entries()) {
    // By position: names may repeat.
    let row = 0;
    for (const batch of batchesOf(table.getChildAt(column))) {
      const read = columnReader(field.dataType, batch, field.name);
      for (let index = 0; index < batch.length; index++) {
        const values = rows[row++];
        if (values !== undefined) {
          values[column] = read(index);
        }
      }
    }
  }
  return rows;
}

function batchesOf(column: { readonly data: readonly Batch<unknown>[] }): readonly Batch<unknown>[] {
  return column.data;
}

/** 64-bit values are read in place, which needs an address that is a multiple of 8. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}
