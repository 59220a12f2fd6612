import type { Job, Mart } from "../job/index.ts";
import type { Warehouse } from "./connection.ts";
import { columnDefinitions, creationOf, type DeclaredTable, declaredTables } from "./declared-table.ts";
import { underMigrationLock } from "./migrate.ts";
import { integer, text } from "./row.ts";
import type { Sql } from "./sql.ts";
import { markStale } from "./stale-months.ts";
import { WarehouseError } from "./warehouse-error.ts";

const COLUMNS = `
  SELECT column_name AS name, column_type AS type,
         is_nullable = 'NO' AND column_default IS NULL AND extra NOT LIKE '%auto_increment%' AS is_needed
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = ?
  ORDER BY ordinal_position`;

interface PresentColumn {
  readonly name: string;
  readonly type: string;
  /** A row that does not give it a value is refused. */
  readonly isNeeded: boolean;
}

/**
 * Creates the tables and views of the job that are not there, and adds the columns that its tables lack. A column that is added
 * to a mart makes all of its months stale: nobody has computed it.
 *
 * @returns what was made: tables and views by their name, columns as `table.column`
 * @throws WarehouseError schema_differs, with the statement to run, where data would be lost
 */
export async function createDeclaredTables(
  warehouse: Warehouse,
  job: Pick<Job, "dimensions" | "marts">,
): Promise<readonly string[]> {
  return await underMigrationLock(warehouse, async (session) => {
    const made: string[] = [];
    for (const declared of declaredTables(job)) made.push(...(await createOrExtend(session, declared)));
    for (const mart of job.marts) made.push(...(await createViews(session, mart)));
    return made;
  });
}

/** @throws WarehouseError missing_table if a table of the job is not there, schema_differs if it is not as declared */
export async function requireDeclaredTables(db: Sql, job: Pick<Job, "dimensions" | "marts">): Promise<void> {
  for (const declared of declaredTables(job)) {
    const { what, table } = declared;
    const present = await columnsOf(db, table.name);
    if (present.length === 0) {
      const then = what === "mart" ? ", then `sales-pipeline rebuild` to fill it" : "";
      throw new WarehouseError(
        "missing_table",
        `the ${what} ${table.name} has no table. Run \`sales-pipeline init\`${then}.`,
        { transient: false },
      );
    }
    requireNothingLost(declared, present);
    const missing = missingColumns(declared, present);
    if (missing.length > 0) {
      throw differs(
        `the table ${table.name} lacks the declared column ${missing.join(", ")}. Run \`sales-pipeline init\`, which adds it.`,
      );
    }
  }
}

async function createOrExtend(sql: Sql, declared: DeclaredTable): Promise<readonly string[]> {
  const { what, table } = declared;
  const present = await columnsOf(sql, table.name);
  if (present.length === 0) {
    await sql.execute(creationOf(declared));
    return [table.name];
  }
  requireNothingLost(declared, present);
  const missing = missingColumns(declared, present);
  if (missing.length === 0) return [];
  // Before the columns: whoever is stopped in between has rows that count as stale, not rows that seem right.
  if (what === "mart") await markStale(sql, table.name);
  await sql.execute(`ALTER TABLE ${table.name} ${missing.map((name) => addition(declared, name)).join(", ")}`);
  return missing.map((name) => `${table.name}.${name}`);
}

/** NULL, whatever the column is declared as: its rows hold no value of it until they are computed anew. */
function addition({ table }: DeclaredTable, name: string): string {
  return `ADD COLUMN ${name} ${table.data[name]} NULL`;
}

/** A view holds no data: what is declared replaces what is there. */
async function createViews(sql: Sql, mart: Mart): Promise<readonly string[]> {
  const made: string[] = [];
  for (const [name, select] of Object.entries(mart.views ?? {})) {
    if ((await columnsOf(sql, name)).length === 0) made.push(name);
    await sql.execute(`CREATE OR REPLACE SQL SECURITY INVOKER VIEW ${name} AS ${select}`);
  }
  return made;
}

/** None if there is no such table. */
async function columnsOf(db: Sql, table: string): Promise<readonly PresentColumn[]> {
  return (await db.query(COLUMNS, [table])).map((row) => ({
    name: text(row, "name"),
    type: text(row, "type"),
    isNeeded: integer(row, "is_needed") === 1,
  }));
}

function missingColumns(declared: DeclaredTable, present: readonly PresentColumn[]): readonly string[] {
  const there = new Set(present.map(({ name }) => name.toLowerCase()));
  return [...columnDefinitions(declared).keys()].filter((name) => !there.has(name));
}

function requireNothingLost(declared: DeclaredTable, present: readonly PresentColumn[]): void {
  const { what, table } = declared;
  const key = missingColumns(declared, present).find((name) => name in table.key);
  if (key !== undefined) {
    const then = what === "mart" ? "init` and `sales-pipeline rebuild" : "init";
    throw differs(
      `the table ${table.name} lacks ${key}, a column of its declared key, so that its rows are of another kind. They are kept if you run ` +
        `\`RENAME TABLE ${table.name} TO ${table.name}_old\`; then \`sales-pipeline ${then}\`.`,
    );
  }
  if (what === "mart") requireNothingLeft(declared, present);
}

/** A column that is declared no more must not keep new rows out. Dimensions may be others', with columns that others fill. */
function requireNothingLeft(declared: DeclaredTable, present: readonly PresentColumn[]): void {
  const { table } = declared;
  const known = new Set([...columnDefinitions(declared).keys(), "batch_id"]);
  const left = present.find(({ name, isNeeded }) => isNeeded && !known.has(name.toLowerCase()));
  if (left === undefined) return;
  throw differs(
    `the table ${table.name} has the column ${left.name}, which is declared no more and must not be NULL. To keep what it holds, run ` +
      `\`ALTER TABLE ${table.name} MODIFY COLUMN ${left.name} ${left.type} NULL\`; if it is of no use, ` +
      `\`ALTER TABLE ${table.name} DROP COLUMN ${left.name}\`.`,
  );
}

function differs(detail: string): WarehouseError {
  return new WarehouseError("schema_differs", detail, { transient: false });
}
