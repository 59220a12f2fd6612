import { holds } from "./column-type.ts";
import { columnDefinitions, type DeclaredTable } from "./declared-table.ts";
import { isBinary, modification } from "./engine-table-faults.ts";
import type { PresentColumn, PresentTable } from "./present-tables.ts";
import type { TableFault } from "./schema-differs.ts";
import { keyColumns } from "./table.ts";

/** Declared columns that are not there; a mart's metadata too, which each commit writes. */
export function missingColumns({ what, ...declared }: DeclaredTable, present: PresentTable): readonly string[] {
  const metadata = what === "mart" ? [...declared.metadata.keys()] : [];
  const needed = [...columnDefinitions({ what, ...declared }).keys(), ...metadata];
  return needed.filter((name) => !present.columns.has(name.toLowerCase()));
}

/** What keeps a table that is there from being the declared one, or from becoming it without a loss. */
export function declaredTableFaults(declared: DeclaredTable, present: PresentTable): readonly TableFault[] {
  const { what, table } = declared;
  const lacking = missingColumns(declared, present);
  const key = lacking.find((name) => name in table.key);
  if (key !== undefined) return [otherKind(declared, present, `lacks ${key}, a column of its declared key`)];
  if (what === "mart") return martFaults(declared, present);
  if (!present.isView) return dimensionFaults(declared, present);
  return lacking.map((column) => `The view ${table.name} lacks the declared column ${column}. Add it to the view.`);
}

function otherKind({ what, table }: DeclaredTable, { isView }: PresentTable, how: string): TableFault {
  const then = what === "mart" ? "init` and `sales-pipeline rebuild" : "init";
  return (
    `the ${isView ? "view" : "table"} ${table.name} ${how}, so that its rows are of another kind. They are kept if you run ` +
    `\`RENAME TABLE ${table.name} TO ${table.name}_old\`; then \`sales-pipeline ${then}\`.`
  );
}

/** The engine writes all of it. */
function martFaults(declared: DeclaredTable, present: PresentTable): readonly TableFault[] {
  const { table } = declared;
  if (present.isView) return [otherKind(declared, present, "is a view")];
  const key = keyColumns(table);
  const [primary = []] = present.uniqueKeys;
  if (
    primary.toSorted().join() !==
    key
      .map((name) => name.toLowerCase())
      .sort()
      .join()
  ) {
    return [otherKind(declared, present, `has no primary key (${key.join(", ")}), as is declared`)];
  }
  const definitions = [...columnDefinitions(declared), ...declared.metadata];
  return [
    ...definitions.flatMap(([name, definition]) => martColumnFault(table.name, name, definition, present) ?? []),
    ...[...present.columns.values()].flatMap((column) => leftColumnFault(declared, column) ?? []),
  ];
}

function martColumnFault(
  table: string,
  name: string,
  definition: string,
  { columns }: PresentTable,
): TableFault | undefined {
  const column = columns.get(name.toLowerCase());
  if (column === undefined) return undefined;
  const takesNull = column.isNullable || /NOT NULL/i.test(definition);
  if (holds(column.type, definition) && isBinary(column) && takesNull && !column.isGenerated) return undefined;
  return (
    `the column ${table}.${name} is ${described(column)}, declared is ${definition}. ` +
    `Run \`${modification(table, name, definition)}\`.`
  );
}

/** A column that is declared no more must not keep new rows out. Dimensions may be others', with columns that others fill. */
function leftColumnFault(declared: DeclaredTable, { name, type, isNeeded }: PresentColumn): TableFault | undefined {
  const { table, metadata } = declared;
  const known = new Set([...columnDefinitions(declared).keys(), ...metadata.keys()].map((one) => one.toLowerCase()));
  if (!isNeeded || known.has(name.toLowerCase())) return undefined;
  return (
    `the table ${table.name} has the column ${name}, which is declared no more and must not be NULL. To keep what it holds, run ` +
    `\`ALTER TABLE ${table.name} MODIFY COLUMN ${name} ${type} NULL\`; if it is of no use, ` +
    `\`ALTER TABLE ${table.name} DROP COLUMN ${name}\`.`
  );
}

const INTEGERS: ReadonlySet<string> = new Set(["tinyint", "smallint", "mediumint", "int", "bigint"]);

/** Rows are found by a number that no two of them have. */
function dimensionFaults({ table }: DeclaredTable, present: PresentTable): readonly TableFault[] {
  const [key = ""] = keyColumns(table);
  const column = present.columns.get(key.toLowerCase());
  if (column !== undefined && !INTEGERS.has(column.dataType)) {
    return [
      `the column ${table.name}.${key}, by which rows are found, is ${described(column)}. ` +
        `Run \`ALTER TABLE ${table.name} MODIFY COLUMN ${key} INT NOT NULL\`.`,
    ];
  }
  if (present.uniqueKeys.some((columns) => columns.join() === key.toLowerCase())) return [];
  return [
    `the table ${table.name} may have several rows of one ${key}, and then each of its sales would count several times. ` +
      `Run \`ALTER TABLE ${table.name} ADD UNIQUE KEY (${key})\`.`,
  ];
}

export function described({ type, collation, isGenerated }: PresentColumn): string {
  return `${type}${collation === null ? "" : ` in ${collation}`}${isGenerated ? " and generated" : ""}`;
}
