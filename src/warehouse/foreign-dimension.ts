import type { ColumnKind } from "../feeds/index.ts";
import { holds } from "./column-type.ts";
import { columnDefinitions, type DeclaredTable } from "./declared-table.ts";
import { described } from "./declared-table-faults.ts";
import { modification } from "./engine-table-faults.ts";
import type { PresentColumn, PresentTable } from "./present-tables.ts";
import { keyColumns } from "./table.ts";

const INTEGERS = ["tinyint", "smallint", "mediumint", "int", "bigint"];
const CHARACTERS = ["char", "varchar"];
const TEXTS = [...CHARACTERS, "tinytext", "text", "mediumtext", "longtext"];

/** Types that keep a value of the kind, or refuse it; all others would change it without a word: '007' is 7 in a number. */
const KEEPING: Readonly<Record<ColumnKind, readonly string[]>> = {
  integer: INTEGERS,
  money: ["decimal"],
  date: ["date", "datetime", "timestamp"],
  flag: [...TEXTS, "enum"],
  text: TEXTS,
};

/** Why a table of others takes no rows of files, each with the statement that mends it. Its own rows are read all the same. */
export function whyItTakesNoRows(declared: DeclaredTable, present: PresentTable): readonly string[] {
  const { table, kinds } = declared;
  if (present.isView) return [`${table.name} is a view. Name a table in its place, or land no files of it.`];
  const definitions = columnDefinitions(declared);
  const unfit = [...kinds].flatMap(([name, kind]) => {
    const column = present.columns.get(name.toLowerCase());
    if (column === undefined || (KEEPING[kind].includes(column.dataType) && !column.isGenerated)) return [];
    return `${table.name}.${name} is ${described(column)}. Run \`${modification(table.name, name, definitions.get(name) ?? "")}\`.`;
  });
  const strangers = [...present.columns.values()].filter(
    ({ name, isNeeded }) => isNeeded && !definitions.has(name.toLowerCase()),
  );
  return [
    ...unfit,
    ...strangers.map(
      ({ name, type }) =>
        `${table.name}.${name} must be given a value, and files have none. Run \`ALTER TABLE ${table.name} MODIFY COLUMN ${name} ${type} NULL\`, or give it a default.`,
    ),
  ];
}

/** Columns that hold less than is declared, each with the statement that widens it. Values beyond it are `out_of_range`. */
export function narrowerColumns(declared: DeclaredTable, present: PresentTable): readonly string[] {
  const { table, kinds } = declared;
  if (present.isView) return [];
  const key = new Set(keyColumns(table));
  return [...columnDefinitions(declared)].flatMap(([name, definition]) => {
    const column = present.columns.get(name.toLowerCase());
    const kind = kinds.get(name);
    if (column === undefined || kind === undefined || !KEEPING[kind].includes(column.dataType)) return [];
    const isRequired = !column.isNullable && !key.has(name);
    if (holdsAll(column, kind, definition) && !isRequired) return [];
    return `${table.name}.${name} is ${described(column)}${isRequired ? " NOT NULL" : ""}, declared is ${definition}. To widen it, run \`${modification(table.name, name, definition)}\`.`;
  });
}

function holdsAll({ type, characterSet }: PresentColumn, kind: ColumnKind, definition: string): boolean {
  if (kind === "date") return !type.startsWith("timestamp");
  return holds(type, definition) && (characterSet === null || characterSet === "utf8mb4");
}
