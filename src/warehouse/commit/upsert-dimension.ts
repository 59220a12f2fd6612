import type { Sql } from "../sql.ts";
import { allColumns, columnList, dataColumns, type Table } from "../table.ts";

/** Rows that are as in the load table already are not touched: their `updated_at` stays. */
export async function upsertDimension(sql: Sql, table: Table, loadTable: string): Promise<void> {
  await sql.execute(upsert(table, loadTable));
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
