import { type Mart, MONTH } from "../../job/index.ts";
import { martTable } from "../marts.ts";
import type { Sql } from "../sql.ts";
import { allColumns, columnList, dataColumns, sameIn, sameKey, type Table } from "../table.ts";

/**
 * Makes the mart's rows of the months those of the load table. Returns how many rows it inserted, updated or deleted;
 * rows that are right already keep their `batch_id` and `updated_at`.
 */
export async function upsertMart(
  sql: Sql,
  mart: Mart,
  loadTable: string,
  months: readonly string[],
  batchId: string,
): Promise<number> {
  if (months.length === 0) return 0;
  const table = martTable(mart);
  const updated = await sql.execute(update(table, loadTable), [batchId]);
  const inserted = await sql.execute(insert(table, loadTable), [batchId]);
  const deleted = await sql.execute(remove(table, loadTable), [months]);
  return updated.affectedRows + inserted.affectedRows + deleted.affectedRows;
}

function update(mart: Table, loadTable: string): string {
  const columns = dataColumns(mart);
  return `
    UPDATE ${mart.name} m
    JOIN ${loadTable} l ON ${sameKey(mart, "m", "l")}
    SET ${columns.map((column) => `m.${column} = l.${column}`).join(", ")}, m.batch_id = ?
    WHERE NOT (${sameIn(columns, "m", "l")})`;
}

function insert(mart: Table, loadTable: string): string {
  const columns = allColumns(mart);
  return `
    INSERT INTO ${mart.name} (${columns.join(", ")}, batch_id)
    SELECT ${columnList("l", columns)}, ?
    FROM ${loadTable} l
    WHERE NOT EXISTS (SELECT 1 FROM ${mart.name} m WHERE ${sameKey(mart, "m", "l")})`;
}

/** The months are literals and not taken from the load table: just after a load its statistics are stale, and a join ran for minutes. */
function remove(mart: Table, loadTable: string): string {
  return `
    DELETE FROM ${mart.name}
    WHERE ${MONTH} IN (?)
      AND NOT EXISTS (SELECT 1 FROM ${loadTable} l WHERE ${sameKey(mart, "l", mart.name)})`;
}
