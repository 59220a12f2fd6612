import type { ColumnKind, DimensionFeed, FeedColumn } from "../feeds/index.ts";
import { allColumns, columnList, sameKey, type Table } from "./table.ts";

const SQL_TYPES: Readonly<Record<ColumnKind, (column: FeedColumn) => string>> = {
  integer: () => "INT",
  money: () => "DECIMAL(20,2)",
  date: () => "DATE",
  flag: () => "CHAR(1)",
  text: ({ maxLength = 255 }) => `VARCHAR(${maxLength})`,
};

/** The table that a dimension feed keeps. */
export function dimensionTable({ dimension, columns }: DimensionFeed): Table {
  const types = columns.map((column) => [column.name, SQL_TYPES[column.kind](column)] as const);
  return {
    name: dimension.table,
    key: Object.fromEntries(types.filter(([name]) => name === dimension.key)),
    data: Object.fromEntries(types.filter(([name]) => name !== dimension.key)),
  };
}

/**
 * A SELECT, for Spark's JDBC reader, of the dimension as it will be after the commit: the rows of the load table, and
 * the table's own rows whose key is not among them. The table may be another's, and hold longer texts than are declared: these are cut,
 * so that no person's address keeps the marts of all from being written.
 */
export function effectiveDimensionQuery(feed: DimensionFeed, loadTable?: string): string {
  const table = dimensionTable(feed);
  const columns = allColumns(table);
  const own = `SELECT ${columns.map((column) => fitted(table, column)).join(", ")} FROM ${table.name} d`;
  if (loadTable === undefined) return own;
  return `SELECT ${columnList("l", columns)} FROM ${loadTable} l
    UNION ALL
    ${own} WHERE NOT EXISTS (SELECT 1 FROM ${loadTable} l WHERE ${sameKey(table, "l", "d")})`;
}

function fitted({ data }: Table, column: string): string {
  const [, length] = /^VARCHAR\((\d+)\)$/.exec(data[column] ?? "") ?? [];
  return length === undefined ? `d.${column}` : `LEFT(d.${column}, ${length}) AS ${column}`;
}
