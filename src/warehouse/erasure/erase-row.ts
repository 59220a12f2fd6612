import type { DimensionFeed } from "../../feeds/index.ts";
import { type Job, shownColumns } from "../../job/index.ts";
import { integer } from "../row.ts";
import type { Sql } from "../sql.ts";
import { readTableStorage } from "../table-storage.ts";

/** The values of a dimension's row, as text, by column; undefined if there is no such row. */
export async function dimensionRow(
  db: Sql,
  { columns, dimension }: DimensionFeed,
  key: number,
): Promise<Readonly<Record<string, string>> | undefined> {
  const names = columns.map(({ name }) => name);
  const [row] = await db.query(`SELECT ${names.join(", ")} FROM ${dimension.table} WHERE ${dimension.key} = ?`, [key]);
  if (row === undefined) return undefined;
  return Object.fromEntries(names.flatMap((name) => (row[name] == null ? [] : [[name, String(row[name])]])));
}

/**
 * Empties all columns of the row but its key, so that sales still refer to somebody. A table of others' may not take NULL: there an
 * empty text stands, and values of other types stay. Returns how many rows were changed.
 */
export async function eraseDimensionRow(db: Sql, { columns, dimension }: DimensionFeed, key: number): Promise<number> {
  const storage = (await readTableStorage(db, [dimension.table])).get(dimension.table);
  const empty = columns.flatMap(({ name, kind }) => {
    if (name === dimension.key) return [];
    if (storage?.get(name)?.required !== true) return [`${name} = NULL`];
    return kind === "text" ? [`${name} = ''`] : [];
  });
  const statement = `UPDATE ${dimension.table} SET ${empty.join(", ")} WHERE ${dimension.key} = ?`;
  return (await db.execute(statement, [key])).affectedRows;
}

/** The rows of all marts that still show something of the dimension's row. */
export async function countShowing(db: Sql, { marts }: Pick<Job, "marts">, feed: DimensionFeed, key: number) {
  let count = 0;
  for (const mart of marts) {
    for (const { on, columns } of shownColumns(mart).filter(({ dimension }) => dimension.name === feed.name)) {
      const shown = Object.keys(columns).map((column) => `COALESCE(${column}, '') <> ''`);
      const statement = `SELECT COUNT(*) AS n FROM ${mart.name} WHERE ${on} = ? AND (${shown.join(" OR ")})`;
      const [row] = await db.query(statement, [key]);
      count += row === undefined ? 0 : integer(row, "n");
    }
  }
  return count;
}

/** Whether a mart has a row of the dimension's row: sales of it count. */
export async function isInMarts(db: Sql, { marts }: Pick<Job, "marts">, feed: DimensionFeed, key: number) {
  for (const mart of marts) {
    for (const { on } of shownColumns(mart).filter(({ dimension }) => dimension.name === feed.name)) {
      if ((await db.query(`SELECT 1 FROM ${mart.name} WHERE ${on} = ? LIMIT 1`, [key])).length > 0) return true;
    }
  }
  return false;
}

/** Takes rows that are forgotten out of a load table. Returns how many there were. */
export async function removeErased(db: Sql, { name, dimension }: DimensionFeed, loadTable: string): Promise<number> {
  const statement = `
    DELETE l
    FROM ${loadTable} l
    JOIN erasures e ON e.feed = ? AND e.row_key = l.${dimension.key}`;
  return (await db.execute(statement, [name])).affectedRows;
}
