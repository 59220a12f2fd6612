import type { Sql } from "../sql.ts";
import { allColumns, columnList, dataColumns, type Table } from "../table.ts";
import { WarehouseError } from "../warehouse-error.ts";
import { DimensionRefusedError } from "./dimension-refused-error.ts";

/**
 * Rows that are as in the load table already are not touched: their `updated_at` stays.
 *
 * @throws DimensionRefusedError if the table does not take one of them
 */
export async function upsertDimension(sql: Sql, table: Table, loadTable: string): Promise<void> {
  try {
    await sql.execute(upsert(table, loadTable));
  } catch (error) {
    if (error instanceof WarehouseError && error.code === "value_refused") {
      throw new DimensionRefusedError(table.name, error);
    }
    throw error;
  }
}

function upsert(table: Table, loadTable: string): string {
  const columns = allColumns(table);
  return `
    INSERT INTO ${table.name} (${columns.join(", ")})
    SELECT ${columnList("l", columns)}
    FROM ${loadTable} l
    ON DUPLICATE KEY UPDATE ${dataColumns(table)
      .map((column) => `${column} = l.${column}`)
      .join(", ")}`;
}
