import { DuckDBInstance } from "@duckdb/node-api";

export type TextRow = Readonly<Record<string, string | null>>;

interface TypedRows {
  /** SQL type of each column, in the order of the columns. */
  readonly types: ReadonlyMap<string, string>;
  readonly rows: readonly TextRow[];
}

/** The query's rows with every value as text, so that no decimal passes through a floating-point number. */
export async function queryText(sql: string): Promise<TypedRows> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const described = await connection.runAndReadAll(`DESCRIBE ${sql}`);
    const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
    const asText = [...types.keys()].map((name) => `${identifier(name)}::VARCHAR AS ${identifier(name)}`);
    const read = await connection.runAndReadAll(`SELECT ${asText.join(", ")} FROM (${sql})`);
    return { types, rows: read.getRowObjects().map(textRow) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function textRow(row: Readonly<Record<string, unknown>>): TextRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));
}
