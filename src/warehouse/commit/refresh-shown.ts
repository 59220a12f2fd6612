import { type Mart, MONTH, type PartitionedMart, type ShownColumns } from "../../job/index.ts";
import { shownTable } from "../load-tables.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";
import { sameIn } from "../table.ts";

/** Carries what dimensions say today into every month of a mart. Returns the number of rows changed. */
export async function refreshShown(sql: Sql, mart: Mart, batchId: string): Promise<number> {
  let changed = 0;
  for (const shown of mart.shows) {
    const [row] = await sql.query(IS_STAMPED, [shown.dimension.dimension.table]);
    // A table that others made need not say when its rows changed: then all are compared.
    const isStamped = row !== undefined && integer(row, "columns_found") > 0;
    changed += (await sql.execute(update(mart, shown, isStamped), [batchId])).affectedRows;
  }
  return changed;
}

const IS_STAMPED = `
  SELECT COUNT(*) AS columns_found
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = ? AND column_name = 'updated_at'`;

/** Carries what `planPartitions` found to be shown differently into the months that the batch does not touch. Returns rows changed. */
export async function refreshPartitioned(
  sql: Sql,
  mart: PartitionedMart,
  batchId: string,
  months: readonly string[],
): Promise<number> {
  let changed = 0;
  for (const [position, shown] of mart.shows.entries()) {
    const statement = updatePlanned(mart, shown, shownTable(batchId, mart, position));
    // No month is called "": it stands for the empty list, which SQL cannot write.
    changed += (await sql.execute(statement, [batchId, ["", ...months]])).affectedRows;
  }
  return changed;
}

/**
 * Where it is known, only rows of the dimension that changed since the last committed batch was opened, which is before it read them. An outside
 * transaction stamps its rows when it writes them and shows them when it commits: the hour is for that.
 */
function update({ name }: Mart, { dimension, on, columns }: ShownColumns, isStamped: boolean): string {
  const names = Object.keys(columns);
  const { table, key } = dimension.dimension;
  return `
    UPDATE ${name} m
    JOIN (
      SELECT ${key} AS shown_key,
             ${Object.entries(columns)
               .map(([column, { from }]) => `${from} AS ${column}`)
               .join(", ")}
      FROM ${table}
      ${isStamped ? CHANGED_LATELY : ""}
    ) d ON d.shown_key = m.${on}
    SET ${assigned(names, "d")}, m.batch_id = ?
    WHERE NOT (${sameIn(names, "m", "d")})`;
}

const CHANGED_LATELY = `
      WHERE updated_at >= COALESCE(
        (SELECT MAX(b.opened_at) FROM batches b WHERE b.state IN ('committed', 'completed')) - INTERVAL 1 HOUR,
        TIMESTAMP '1971-01-01 00:00:00')`;

function updatePlanned({ name }: PartitionedMart, { on, columns }: ShownColumns, table: string): string {
  const names = Object.keys(columns);
  return `
    UPDATE ${name} m
    JOIN ${table} t ON t.${on} = m.${on}
    SET ${assigned(names, "t")}, m.batch_id = ?
    WHERE m.${MONTH} NOT IN (?) AND NOT (${sameIn(names, "m", "t")})`;
}

function assigned(columns: readonly string[], from: string): string {
  return columns.map((column) => `m.${column} = ${from}.${column}`).join(", ");
}
