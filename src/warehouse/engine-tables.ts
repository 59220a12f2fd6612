import { MIGRATIONS } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";

/** A table of the engine's own, as its statements make it. */
export interface EngineTable {
  readonly name: string;
  /** Definitions of its columns by name: `VARCHAR(40) NOT NULL`. */
  readonly columns: ReadonlyMap<string, string>;
  readonly primaryKey: readonly string[];
}

/** The tables that a statement makes. The statements are ours: one column a line. */
export function createdTable(statement: string): EngineTable | undefined {
  const [, name, body] = /CREATE TABLE IF NOT EXISTS (\w+) \(\n([\s\S]*)\n\s*\) ENGINE/.exec(statement) ?? [];
  if (name === undefined || body === undefined) return undefined;
  const lines = body.split("\n").map((line) => line.trim().replace(/,$/, ""));
  const [, key = ""] = /PRIMARY KEY \(([^)]*)\)/.exec(body) ?? [];
  const columns = lines.flatMap((line) => /^([a-z]\w*) (.+)$/.exec(line)?.slice(1, 3) ?? []);
  return { name, columns: pairs(columns), primaryKey: key.split(",").map((column) => column.trim()) };
}

/** The tables that the steps make where they are not there: whatever has one of these names must be one of these. */
export function tablesMadeBy(migrations: readonly Migration[]): readonly EngineTable[] {
  const made = statementsOf(migrations).flatMap((statement) => createdTable(statement) ?? []);
  return [...new Map(made.map((table) => [table.name, withoutRemoved(table)])).values()];
}

/** The engine's tables as they are after all steps. */
export function engineTables(): readonly EngineTable[] {
  const statements = statementsOf(MIGRATIONS);
  const dropped = new Set(statements.flatMap((statement) => /DROP TABLE IF EXISTS (\w+)/.exec(statement)?.[1] ?? []));
  const added = statements.flatMap((statement) => additionIn(statement) ?? []);
  return tablesMadeBy(MIGRATIONS)
    .filter(({ name }) => !dropped.has(name))
    .map((table) => {
      const own = added.filter((addition) => addition.table === table.name);
      const columns = [...table.columns, ...own.map(({ column, type }) => [column, type] as const)];
      return { ...table, columns: new Map(columns) };
    });
}

/** A step that runs again, after a crash, may find the work of later ones. */
function withoutRemoved(table: EngineTable): EngineTable {
  const removal = new RegExp(`ALTER TABLE ${table.name} DROP COLUMN (\\w+)`);
  const removed = new Set(statementsOf(MIGRATIONS).flatMap((statement) => removal.exec(statement)?.[1] ?? []));
  return { ...table, columns: new Map([...table.columns].filter(([column]) => !removed.has(column))) };
}

function statementsOf(migrations: readonly Migration[]): readonly string[] {
  return migrations.flatMap(({ statements }) => statements);
}

function additionIn(
  statement: string,
): { readonly table: string; readonly column: string; readonly type: string } | undefined {
  const [, table, column, type] = /ALTER TABLE (\w+) ADD COLUMN (\w+) (.+?)(?: AFTER \w+)?'/.exec(statement) ?? [];
  return table === undefined || column === undefined || type === undefined ? undefined : { table, column, type };
}

function pairs(flat: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < flat.length; at += 2) found.set(flat[at] ?? "", flat[at + 1] ?? "");
  return found;
}
