import { Column, Table, tableToIPC } from "@uwdata/flechette";
import type { StructType } from "../types/data-type.ts";
import { arrowField, arrowType } from "./arrow-type.ts";
import { columnBatch } from "./column-writer.ts";
import { type RowInput, rowValues } from "./row-values.ts";

/** Spark's own default (spark.sql.session.localRelationChunkSizeRows): large data are uploaded batch by batch. */
const BATCH_ROWS = 10_000;

export type { RowInput } from "./row-values.ts";

/**
 * The rows as an Arrow IPC stream, for a local relation. The values are those that `decodeBatch` returns; besides, a BIGINT
 * may be a whole number, a DECIMAL a bigint or a whole number, and a TIMESTAMP a Date.
 * @throws TypeError or RangeError that names the row and the column, when a value is not of its column's type or does not
 * fit it exactly.
 */
export function encodeRows(schema: StructType, rows: readonly RowInput[]): Uint8Array {
  const values = rows.map((row, index) => rowValues(schema, row, () => `Row ${index}`));
  const starts = Array.from({ length: Math.ceil(rows.length / BATCH_ROWS) }, (_, batch) => batch * BATCH_ROWS);
  const columns = schema.fields.map(({ name, dataType, nullable }, position) => {
    const batches = starts.map((start) => {
      const cells = values.slice(start, start + BATCH_ROWS).map((row) => row[position]);
      return columnBatch(dataType, nullable, cells, (row) => () => `Row ${start + row}, column ${name}`);
    });
    return new Column(batches, arrowType(dataType));
  });
  const bytes = tableToIPC(new Table({ fields: schema.fields.map(arrowField) }, columns), { format: "stream" });
  if (bytes === null) {
    throw new Error("Encoding to memory gave no bytes");
  }
  return bytes;
}
