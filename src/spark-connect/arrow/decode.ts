import { Endianness, type Table, tableFromIPC } from "@uwdata/flechette";
import type { StructType } from "../types/data-type.ts";
import { alignedMessage } from "./aligned-message.ts";
import { columnReader } from "./column-reader.ts";
import "./compression.ts";
import { ipcMessages } from "./ipc-message.ts";
import { recordBatches } from "./ipc-stream.ts";

/**
 * The rows of an Arrow IPC stream, each with its values in the order of the columns: INT, SMALLINT and TINYINT are numbers,
 * BIGINT a bigint, DECIMAL a Decimal, DATE a LocalDate, TIMESTAMP a Timestamp, TIMESTAMP_NTZ a LocalTimestamp, TIME a
 * LocalTime, BINARY a Uint8Array, ARRAY an array, MAP a Map, STRUCT a Row, NULL null.
 * @throws TypeError when the stream does not have the columns of the schema, is damaged, or holds a string that is not UTF-8.
 */
export function decodeBatch(bytes: Uint8Array, schema: StructType): readonly (readonly unknown[])[] {
  return recordBatches(bytes).flatMap((messages) => rowsOf(tableFromIPC(messages.map(alignedMessage), EXACT), schema));
}

/** The table of an Arrow IPC stream, with exact values. @throws TypeError when the stream is damaged */
export function arrowTable(bytes: Uint8Array): Table {
  return tableFromIPC(ipcMessages(bytes).map(alignedMessage), EXACT);
}

const EXACT = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true } as const;

function rowsOf(table: Table, schema: StructType): readonly (readonly unknown[])[] {
  if (table.schema.endianness === Endianness.Big) {
    throw new TypeError("The server sent numbers with their first byte first, which this client does not read");
  }
  if (table.numCols !== schema.fields.length) {
    throw new TypeError(`The server sent ${table.numCols} columns, but its schema has ${schema.fields.length}`);
  }
  const rows = Array.from({ length: table.numRows }, () => new Array<unknown>(schema.fields.length));
  for (const [column, field] of schema.fields.entries()) {
    // By position: names may repeat.
    let row = 0;
    for (const batch of table.getChildAt(column).data) {
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
