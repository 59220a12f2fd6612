import { type Mart, MONTH, type PartitionedMart, type ShownColumns, shownColumns } from "../../job/index.ts";
import { shownTable } from "../load-tables.ts";
import { isSaidOf, sayingOf } from "../shown-query.ts";
import { anyDifference, keepState, keptState, stateOf } from "../shown-state.ts";
import type { Sql } from "../sql.ts";
import { sameIn } from "../table.ts";

/**
 * Carries what dimensions say today into every month of a mart. Where they say what they said at the last commit, only the
 * touched months are compared: Spark computed them from what it had read meanwhile. Returns the number of rows changed.
 */
export async function refreshShown(sql: Sql, mart: Mart, batchId: string, months: readonly string[]): Promise<number> {
  let changed = 0;
  for (const shown of shownColumns(mart)) {
    // Read before the comparison: what others change in between is not in it, and the next commit sees that it differs.
    const state = await stateOf(sql, shown);
    const isKnown = (await keptState(sql, mart, shown)) === state;
    if (isKnown && months.length === 0) continue;
    changed += await refresh(sql, mart, shown, { batchId, months: isKnown ? months : undefined });
    if (!isKnown) await keepState(sql, mart, shown, state);
  }
  return changed;
}

/** Mostly nothing differs: a look tells so in a twentieth of the time of an UPDATE, which locks each row that it compares. */
async function refresh(
  sql: Sql,
  mart: Mart,
  shown: ShownColumns,
  { batchId, months }: { readonly batchId: string; readonly months: readonly string[] | undefined },
): Promise<number> {
  if (!(await anyDifference(sql, mart, shown, months))) return 0;
  const values = months === undefined ? [batchId] : [batchId, months];
  return (await sql.execute(update(mart, shown, months !== undefined), values)).affectedRows;
}

/** Carries what `planPartitions` found to be shown differently into the months that the batch does not touch. Returns rows changed. */
export async function refreshPartitioned(
  sql: Sql,
  mart: PartitionedMart,
  batchId: string,
  months: readonly string[],
): Promise<number> {
  let changed = 0;
  for (const [position, shown] of shownColumns(mart).entries()) {
    const statement = updatePlanned(mart, shown, shownTable(batchId, mart, position));
    // No month is called "": it stands for the empty list, which SQL cannot write.
    changed += (await sql.execute(statement, [batchId, ["", ...months]])).affectedRows;
  }
  return changed;
}

/** A row that the dimension has no more shows nothing. */
function update({ name }: Mart, shown: ShownColumns, onlyTouched: boolean): string {
  const names = Object.keys(shown.columns);
  return `
    UPDATE ${name} m
    LEFT JOIN (${sayingOf(shown)}) d ON ${isSaidOf(shown, "d", "m")}
    SET ${assigned(names, "d")}, m.batch_id = ?
    WHERE NOT (${sameIn(names, "m", "d")})
      ${onlyTouched ? `AND m.${MONTH} IN (?)` : ""}`;
}

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
