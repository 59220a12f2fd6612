import { flag, integer, type Row, text, textOrNull } from "./row.ts";
import type { Sql } from "./sql.ts";

/** A table or view that is there, whoever made it. */
export interface PresentTable {
  readonly name: string;
  readonly isView: boolean;
  /** By its name in lower case, which is how MySQL compares names of columns. */
  readonly columns: ReadonlyMap<string, PresentColumn>;
  /** Columns of each unique index, the primary key's first; in lower case. */
  readonly uniqueKeys: readonly (readonly string[])[];
}

export interface PresentColumn {
  readonly name: string;
  /** As the server writes it: `varchar(50)`, `int(11)`. */
  readonly type: string;
  /** `varchar`, `int`. */
  readonly dataType: string;
  readonly characterSet: string | null;
  readonly collation: string | null;
  readonly isNullable: boolean;
  /** A row that does not give it a value is refused. */
  readonly isNeeded: boolean;
  /** It has the value of an expression, and takes no other. */
  readonly isGenerated: boolean;
}

const TABLES = `
  SELECT table_name AS name, table_type <> 'BASE TABLE' AS is_view
  FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name IN (?)`;

const COLUMNS = `
  SELECT table_name AS table_name, column_name AS name, column_type AS type, data_type AS data_type,
         character_set_name AS character_set, collation_name AS collation, is_nullable = 'YES' AS is_nullable,
         is_nullable = 'NO' AND column_default IS NULL AND extra NOT LIKE '%auto_increment%' AS is_needed,
         COALESCE(generation_expression, '') <> '' AS is_generated
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name IN (?)
  ORDER BY table_name, ordinal_position`;

const UNIQUE_KEYS = `
  SELECT table_name AS table_name, index_name AS index_name, column_name AS name
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name IN (?) AND non_unique = 0
  ORDER BY table_name, index_name <> 'PRIMARY', index_name, seq_in_index`;

/** By name. A table that is not there is not in it. */
export async function presentTables(db: Sql, names: readonly string[]): Promise<ReadonlyMap<string, PresentTable>> {
  if (names.length === 0) return new Map();
  const tables = await db.query(TABLES, [names]);
  const columns = Map.groupBy(await db.query(COLUMNS, [names]), tableOf);
  const keys = Map.groupBy(await db.query(UNIQUE_KEYS, [names]), tableOf);
  return new Map(
    tables.map((row) => {
      const name = text(row, "name");
      const own = (columns.get(name) ?? []).map(presentColumn);
      return [
        name,
        {
          name,
          isView: flag(row, "is_view"),
          columns: new Map(own.map((column) => [column.name.toLowerCase(), column])),
          uniqueKeys: uniqueKeys(keys.get(name) ?? []),
        },
      ];
    }),
  );
}

export async function presentTable(db: Sql, name: string): Promise<PresentTable | undefined> {
  return (await presentTables(db, [name])).get(name);
}

function tableOf(row: Row): string {
  return text(row, "table_name");
}

function presentColumn(row: Row): PresentColumn {
  return {
    name: text(row, "name"),
    type: text(row, "type").toLowerCase(),
    dataType: text(row, "data_type").toLowerCase(),
    characterSet: textOrNull(row, "character_set"),
    collation: textOrNull(row, "collation"),
    isNullable: integer(row, "is_nullable") === 1,
    isNeeded: integer(row, "is_needed") === 1,
    isGenerated: integer(row, "is_generated") === 1,
  };
}

function uniqueKeys(rows: readonly Row[]): readonly (readonly string[])[] {
  const byIndex = Map.groupBy(rows, (row) => text(row, "index_name"));
  return [...byIndex.values()].map((columns) => columns.map((row) => (textOrNull(row, "name") ?? "").toLowerCase()));
}
