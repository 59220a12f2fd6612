import { type Mart, MONTH } from "../../job/index.ts";
import { martTable } from "../marts.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";
import { allColumns, columnList, dataColumns, sameIn, sameKey, type Table } from "../table.ts";
import type { MartResult } from "./commit-result.ts";

/**
 * Makes the mart's rows of the months those of the load table; rows that are right already keep their `batch_id` and `updated_at`.
 */
export async function upsertMart(
  sql: Sql,
  mart: Mart,
  loadTable: string,
  months: readonly string[],
  batchId: string,
): Promise<MartResult> {
  const table = martTable(mart);
  // Counted before anything changes: a count of rows that this transaction has written takes ten times as long.
  const before = await countRows(sql, table.name, months);
  if (months.length === 0) return { rows: before.all, changed: 0 };
  const loaded = await countRows(sql, loadTable, months);
  const { affectedRows: updated } = await sql.execute(update(table, loadTable), [batchId]);
  const { affectedRows: inserted } = await sql.execute(insert(table, loadTable), [batchId]);
  // Mostly none is to be deleted, and to look for them takes half as long as to insert all.
  const stay = loaded.ofMonths - inserted;
  const deleted = before.ofMonths === stay ? 0 : (await sql.execute(remove(table, loadTable), [months])).affectedRows;
  return { rows: before.all + inserted - deleted, changed: updated + inserted + deleted };
}

interface RowCounts {
  readonly all: number;
  readonly ofMonths: number;
}

async function countRows(sql: Sql, table: string, months: readonly string[]): Promise<RowCounts> {
  // No month is called "": it stands for the empty list, which SQL cannot write.
  const [row] = await sql.query(
    `SELECT COUNT(*) AS n, COUNT(CASE WHEN ${MONTH} IN (?) THEN 1 END) AS of_months FROM ${table}`,
    [["", ...months]],
  );
  if (row === undefined) throw new Error(`There is no count of ${table}.`);
  return { all: integer(row, "n"), ofMonths: integer(row, "of_months") };
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
