/** A table that a run fills through a load table of the same columns. */
export interface Table {
  readonly name: string;
  /** Primary key columns with their SQL types. */
  readonly key: Columns;
  /** Data columns with their SQL types: no metadata, which only the commit writes. */
  readonly data: Columns;
}

export type Columns = Readonly<Record<string, string>>;

export function keyColumns(table: Table): readonly string[] {
  return Object.keys(table.key);
}

export function dataColumns(table: Table): readonly string[] {
  return Object.keys(table.data);
}

export function allColumns(table: Table): readonly string[] {
  return [...keyColumns(table), ...dataColumns(table)];
}

/** `a.x, a.y` */
export function columnList(alias: string, columns: readonly string[]): string {
  return columns.map((column) => `${alias}.${column}`).join(", ");
}

/** True where `left` and `right` agree in every column; NULL equals NULL. */
export function sameIn(columns: readonly string[], left: string, right: string): string {
  return columns.map((column) => `${left}.${column} <=> ${right}.${column}`).join(" AND ");
}

/** Join condition on the key. */
export function sameKey(table: Table, left: string, right: string): string {
  return keyColumns(table)
    .map((column) => `${left}.${column} = ${right}.${column}`)
    .join(" AND ");
}
