import { isPartitioned, type Mart, MONTH, shownTypes, type WatchedColumn } from "../../job/index.ts";
import { martTable } from "../marts.ts";
import { decimal, integer, type Row } from "../row.ts";
import type { Sql } from "../sql.ts";
import { keyColumns, sameKey } from "../table.ts";

/** A watched value that somebody had and has no longer, or has now and had not, or that is another amount. */
export interface WatchedChange {
  readonly mart: string;
  readonly column: string;
  /** The row's key and what it shows of dimensions, by column. */
  readonly row: Readonly<Record<string, string | number | null>>;
  /** Exact, two decimals; "0.00" where there is no row. */
  readonly before: string;
  readonly after: string;
}

export interface WatchedChanges {
  readonly mart: string;
  readonly watch: WatchedColumn;
  /** How many changed in months that had been computed before. */
  readonly moved: number;
  /** The first of them, by key. */
  readonly changes: readonly WatchedChange[];
}

/**
 * Compares the load table with the mart, so it must run before the mart changes. Only partitions (months, where the mart has none)
 * that the mart has already: in a new one nothing moved, it was computed for the first time.
 */
export async function watchedChanges(
  sql: Sql,
  mart: Mart & { readonly watch: WatchedColumn },
  loadTable: string,
  months: readonly string[],
  limit: number,
): Promise<WatchedChanges> {
  const { watch } = mart;
  if (months.length === 0) return { mart: mart.name, watch, moved: 0, changes: [] };
  const rows = await sql.query(changesIn(mart, loadTable), [months, limit]);
  const [first] = rows;
  const columns = rowColumns(mart);
  return {
    mart: mart.name,
    watch,
    moved: first === undefined ? 0 : integer(first, "moved"),
    changes: rows.map((row) => ({
      mart: mart.name,
      column: watch.column,
      row: Object.fromEntries(columns.map((column) => [column, plainValue(row, column)])),
      before: decimal(row, "before_value"),
      after: decimal(row, "after_value"),
    })),
  };
}

function rowColumns(mart: Mart): readonly string[] {
  return [...Object.keys(mart.key), ...Object.keys(shownTypes(mart))];
}

function plainValue(row: Row, column: string): string | number | null {
  const value = row[column];
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw new TypeError(`column ${column} holds ${JSON.stringify(value)}, expected a text or a number`);
}

function changesIn(mart: Mart & { readonly watch: WatchedColumn }, loadTable: string): string {
  const { column } = mart.watch;
  const columns = rowColumns(mart);
  const list = (alias: string): string => columns.map((name) => `${alias}.${name}`).join(", ");
  const table = martTable(mart);
  const within = isPartitioned(mart) ? mart.partitionBy : [MONTH];
  return `
    SELECT c.*, COUNT(*) OVER () AS moved
    FROM (
      SELECT ${list("l")}, COALESCE(m.${column}, 0.00) AS before_value, l.${column} AS after_value
      FROM ${loadTable} l
      LEFT JOIN ${mart.name} m ON ${sameKey(table, "m", "l")}
      WHERE COALESCE(m.${column}, 0.00) <> l.${column}
        AND EXISTS (SELECT 1 FROM ${mart.name} e WHERE ${within.map((name) => `e.${name} = l.${name}`).join(" AND ")})
      UNION ALL
      SELECT ${list("m")}, m.${column}, 0.00
      FROM ${mart.name} m
      WHERE m.${MONTH} IN (?)
        AND m.${column} <> 0
        AND NOT EXISTS (SELECT 1 FROM ${loadTable} l WHERE ${sameKey(table, "l", "m")})
    ) c
    ORDER BY ${keyColumns(table)
      .map((name) => `c.${name}`)
      .join(", ")}
    LIMIT ?`;
}
