import { type Job, JobError, type Mart } from "../job/index.ts";
import { messageOf } from "../text/index.ts";
import type { Warehouse } from "./connection.ts";
import { creationOf, type DeclaredTable, declaredTables } from "./declared-table.ts";
import { declaredTableFaults, missingColumns } from "./declared-table-faults.ts";
import { narrowerColumns, whyItTakesNoRows } from "./foreign-dimension.ts";
import { underMigrationLock } from "./migrate.ts";
import { type PresentTable, presentTable, presentTables } from "./present-tables.ts";
import { requireNoFaults, type TableFault } from "./schema-differs.ts";
import type { Sql } from "./sql.ts";
import { markStale } from "./stale-months.ts";
import { WarehouseError, type WarehouseErrorCode } from "./warehouse-error.ts";

/**
 * Creates the tables and views of the job that are not there, and adds the columns that its tables lack. A column that is added
 * to a mart makes all of its months stale: nobody has computed it.
 *
 * @returns what was made: tables and views by their name, columns as `table.column`
 * @throws WarehouseError schema_differs, with the statement to run, where data would be lost; JobError for a view whose SELECT MySQL
 * does not take
 */
export async function createDeclaredTables(
  warehouse: Warehouse,
  job: Pick<Job, "dimensions" | "marts">,
): Promise<readonly string[]> {
  return await underMigrationLock(warehouse, async (session) => {
    await requireRoom(session, job);
    const made: string[] = [];
    for (const declared of declaredTables(job)) made.push(...(await createOrExtend(session, declared)));
    for (const mart of job.marts) made.push(...(await createViews(session, mart)));
    return made;
  });
}

/** @throws WarehouseError missing_table if a table of the job is not there, schema_differs if it is not as declared */
export async function requireDeclaredTables(db: Sql, job: Pick<Job, "dimensions" | "marts">): Promise<void> {
  const tables = declaredTables(job);
  const present = await presentTables(db, tables.map(nameOf));
  const absent = tables.find(({ table }) => !present.has(table.name));
  if (absent !== undefined) {
    const { what, table } = absent;
    const then = what === "mart" ? ", then `sales-pipeline rebuild` to fill it" : "";
    throw new WarehouseError(
      "missing_table",
      `the ${what} ${table.name} has no table. Run \`sales-pipeline init\`${then}.`,
      { transient: false },
    );
  }
  requireNoFaults(faultsOf(tables, present));
  requireNoFaults(tables.flatMap((declared) => lackingFault(declared, present.get(declared.table.name)) ?? []));
}

/**
 * What is not wrong with the tables of dimensions, but narrower than declared, or in the way of rows from files; each with the
 * statement that changes it.
 */
export async function adviceOnTables(db: Sql, job: Pick<Job, "dimensions" | "marts">): Promise<readonly string[]> {
  const tables = declaredTables(job).filter(({ what }) => what === "dimension");
  const present = await presentTables(db, tables.map(nameOf));
  return tables.flatMap((declared) => {
    const found = present.get(declared.table.name);
    return found === undefined ? [] : [...whyItTakesNoRows(declared, found), ...narrowerColumns(declared, found)];
  });
}

/** Before anything is changed: what is in the way of the tables and views that the job declares. */
export async function requireRoom(db: Sql, job: Pick<Job, "dimensions" | "marts">): Promise<void> {
  const tables = declaredTables(job);
  const views = job.marts.flatMap((mart) => Object.keys(mart.views ?? {}));
  const present = await presentTables(db, [...tables.map(nameOf), ...views]);
  requireNoFaults([
    ...faultsOf(tables, present),
    ...views
      .filter((name) => present.get(name)?.isView === false)
      .map((name) => `the table ${name} has the name of a declared view. Run \`RENAME TABLE ${name} TO ${name}_old\`.`),
  ]);
}

function faultsOf(tables: readonly DeclaredTable[], present: ReadonlyMap<string, PresentTable>): readonly TableFault[] {
  return tables.flatMap((declared) => {
    const found = present.get(declared.table.name);
    return found === undefined ? [] : declaredTableFaults(declared, found);
  });
}

function lackingFault(declared: DeclaredTable, present: PresentTable | undefined): TableFault | undefined {
  const missing = present === undefined ? [] : missingColumns(declared, present);
  if (missing.length === 0) return undefined;
  return `the table ${declared.table.name} lacks the declared column ${missing.join(", ")}. Run \`sales-pipeline init\`, which adds it.`;
}

async function createOrExtend(sql: Sql, declared: DeclaredTable): Promise<readonly string[]> {
  const { what, table } = declared;
  const present = await presentTable(sql, table.name);
  if (present === undefined) {
    await sql.execute(creationOf(declared));
    return [table.name];
  }
  const added = additions(declared, present);
  if (added.length === 0) return [];
  // Before the columns: whoever is stopped in between has rows that count as stale, not rows that seem right.
  if (what === "mart") await markStale(sql, table.name);
  const columns = added.map(([name, definition]) => `ADD COLUMN ${name} ${definition}`);
  await sql.execute(`ALTER TABLE ${table.name} ${columns.join(", ")}`);
  return added.map(([name]) => `${table.name}.${name}`);
}

/** Data are NULL, whatever they are declared as: the rows hold no value of them until they are computed anew. */
function additions(
  declared: DeclaredTable,
  present: PresentTable,
): readonly (readonly [name: string, definition: string])[] {
  const { table, metadata } = declared;
  if (present.isView) return [];
  const data = Object.entries(table.data).map(([name, type]) => [name, `${type} NULL`] as const);
  return [...data, ...metadata].filter(([name]) => !present.columns.has(name.toLowerCase()));
}

/** A view holds no data: what is declared replaces what is there. */
async function createViews(sql: Sql, mart: Mart): Promise<readonly string[]> {
  const made: string[] = [];
  for (const [name, select] of Object.entries(mart.views ?? {})) {
    if ((await presentTable(sql, name)) === undefined) made.push(name);
    await sql.execute(`CREATE OR REPLACE SQL SECURITY INVOKER VIEW ${name} AS ${select}`).catch((error: unknown) => {
      throw viewFailure(mart, name, error);
    });
  }
  return made;
}

/** The statement is the engine's but for the SELECT: what MySQL does not understand of it is the author's. */
function viewFailure({ name: mart }: Mart, view: string, error: unknown): unknown {
  if (!(error instanceof WarehouseError) || !OF_THE_SELECT.includes(error.code)) return error;
  return new JobError(
    `The mart ${mart}`,
    `MySQL does not take the SELECT of its view ${view}: ${messageOf(error.cause)}. Mend it under \`views\`.`,
    { cause: error },
  );
}

const OF_THE_SELECT: readonly WarehouseErrorCode[] = ["query_failed", "missing_table"];

function nameOf({ table }: DeclaredTable): string {
  return table.name;
}
