import { holds } from "./column-type.ts";
import type { EngineTable } from "./engine-tables.ts";
import type { PresentColumn, PresentTable } from "./present-tables.ts";
import type { TableFault } from "./schema-differs.ts";

/** What differs from the engine's own table in a table of that name that is there before the engine has made one. */
export function foreignTableFault(table: EngineTable, present: PresentTable): TableFault | undefined {
  const faults = engineTableFaults(table, present);
  if (faults.length === 0) return undefined;
  const { name } = table;
  return (
    `${present.isView ? "The view" : "The table"} ${name} is another's, and the pipeline needs one of this name: ${why(table, present)}. Give the pipeline a database of its own (MYSQL_DATABASE), ` +
    `or run \`RENAME TABLE ${name} TO ${name}_old\`; then \`sales-pipeline init\`.`
  );
}

function why(table: EngineTable, present: PresentTable): string {
  const missing = [...table.columns.keys()].filter((column) => !present.columns.has(column));
  return missing.length === 0 ? "its columns are of other types" : `it lacks ${missing.join(", ")}`;
}

/** What differs in a table that the engine has made, and somebody changed since. */
export function engineTableFaults(table: EngineTable, present: PresentTable): readonly TableFault[] {
  const { name } = table;
  if (present.isView) return [`${name} is a view, where the pipeline needs its own table.`];
  const key = table.primaryKey.join(", ");
  const hasKey = present.uniqueKeys[0]?.join(", ") === key;
  return [
    ...[...table.columns].flatMap(([column, definition]) => columnFault(name, column, definition, present) ?? []),
    ...(hasKey ? [] : [`${name} lacks its primary key. Run \`ALTER TABLE ${name} ADD PRIMARY KEY (${key})\`.`]),
    ...[...present.columns.values()].flatMap((column) => strangerFault(table, column) ?? []),
  ];
}

function columnFault(
  table: string,
  column: string,
  definition: string,
  { columns }: PresentTable,
): TableFault | undefined {
  const present = columns.get(column);
  if (present === undefined)
    return `${table} lacks the column ${column}. Run \`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}\`.`;
  const isAsWide = holds(present.type, definition);
  if (isAsWide && isBinary(present) && (present.isNullable || /NOT NULL/.test(definition))) return undefined;
  const collated = present.collation === null ? "" : ` in ${present.collation}`;
  return `${table}.${column} is ${present.type}${collated}. Run \`${modification(table, column, definition)}\`.`;
}

/** Text is utf8mb4 and compared byte by byte, or 'Jose' and 'José' were the same. */
export function isBinary({ collation }: PresentColumn): boolean {
  return collation === null || collation === "utf8mb4_bin";
}

/** A statement; a text is stated with its characters, which the table's default need not be. */
export function modification(table: string, column: string, definition: string): string {
  const isText = /^(var)?char\b|^(tiny|medium|long)?text\b/i.test(definition);
  const [, type = definition, rest = ""] = /^(\w+(?:\([\d,\s]*\))?)(.*)$/.exec(definition) ?? [];
  const characters = isText ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "";
  return `ALTER TABLE ${table} MODIFY COLUMN ${column} ${type}${characters}${rest}`;
}

function strangerFault({ name, columns }: EngineTable, column: PresentColumn): TableFault | undefined {
  if (!column.isNeeded || columns.has(column.name.toLowerCase())) return undefined;
  return `${name} has the column ${column.name}, which keeps the pipeline's rows out. Run \`ALTER TABLE ${name} MODIFY COLUMN ${column.name} ${column.type} NULL\`.`;
}
