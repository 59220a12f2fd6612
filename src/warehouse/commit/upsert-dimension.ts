import type { DimensionFeed } from "../../feeds/index.ts";
import { declaredDimension } from "../declared-table.ts";
import { whyItTakesNoRows } from "../foreign-dimension.ts";
import { presentTable } from "../present-tables.ts";
import type { Sql } from "../sql.ts";
import { allColumns, columnList, dataColumns, sameKey, type Table } from "../table.ts";
import { WarehouseError } from "../warehouse-error.ts";
import { DimensionRefusedError } from "./dimension-refused-error.ts";

/**
 * Rows that are as in the load table already are not touched: their `updated_at` stays.
 *
 * @throws DimensionRefusedError if the table does not take one of them, or would change what it takes
 */
export async function upsertDimension(sql: Sql, feed: DimensionFeed, loadTable: string): Promise<void> {
  const declared = declaredDimension(feed);
  const { table } = declared;
  const present = await presentTable(sql, table.name);
  const reasons = present === undefined ? [] : whyItTakesNoRows(declared, present);
  if (reasons.length > 0) throw new DimensionRefusedError(table.name, refused(reasons.join(" ")));
  try {
    await sql.execute(update(table, loadTable));
    await sql.execute(insert(table, loadTable));
  } catch (error) {
    if (error instanceof WarehouseError && error.code === "value_refused")
      throw new DimensionRefusedError(table.name, error);
    if (error instanceof WarehouseError && isDuplicate(error)) {
      throw new DimensionRefusedError(table.name, refused(`a UNIQUE key of ${table.name}: ${error.message}`, error));
    }
    throw error;
  }
}

function refused(detail: string, cause?: unknown): WarehouseError {
  return new WarehouseError("value_refused", detail, { transient: false, cause });
}

function isDuplicate({ cause }: WarehouseError): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ER_DUP_ENTRY";
}

/** Not ON DUPLICATE KEY UPDATE, which goes by every unique key: where others made phone numbers unique it would change another's row. */
function update(table: Table, loadTable: string): string {
  return `
    UPDATE ${table.name} d
    JOIN ${loadTable} l ON ${sameKey(table, "l", "d")}
    SET ${dataColumns(table)
      .map((column) => `d.${column} = l.${column}`)
      .join(", ")}`;
}

function insert(table: Table, loadTable: string): string {
  const columns = allColumns(table);
  return `
    INSERT INTO ${table.name} (${columns.join(", ")})
    SELECT ${columnList("l", columns)}
    FROM ${loadTable} l
    WHERE NOT EXISTS (SELECT 1 FROM ${table.name} d WHERE ${sameKey(table, "l", "d")})`;
}
