import type { Job, Mart } from "../job/index.ts";
import { martTable } from "./marts.ts";
import { TABLE_OPTIONS } from "./migrations/migration.ts";
import { text } from "./row.ts";
import type { Sql } from "./sql.ts";
import { keyColumns } from "./table.ts";
import { WarehouseError } from "./warehouse-error.ts";

const COLUMNS = `
  SELECT column_name AS name
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = ?`;

/**
 * Creates the tables of the job's marts that are not there. Returns their names.
 *
 * @throws WarehouseError schema_differs, with the statement to run, if a table is there and lacks a column
 */
export async function createDeclaredTables(db: Sql, { marts }: Pick<Job, "marts">): Promise<readonly string[]> {
  const created: string[] = [];
  for (const mart of marts) {
    const present = await columnsOf(db, mart.name);
    if (present.length === 0) {
      await db.execute(creation(mart));
      created.push(mart.name);
    } else requireColumns(mart, present);
  }
  return created;
}

/** @throws WarehouseError missing_table if a mart of the job has no table, schema_differs if it lacks a column */
export async function requireDeclaredTables(db: Sql, { marts }: Pick<Job, "marts">): Promise<void> {
  for (const mart of marts) {
    const present = await columnsOf(db, mart.name);
    if (present.length === 0) {
      const detail = `the mart ${mart.name} has no table. Run \`sales-pipeline init\`, then \`sales-pipeline rebuild\` to fill it.`;
      throw new WarehouseError("missing_table", detail, { transient: false });
    }
    requireColumns(mart, present);
  }
}

/** None if there is no such table. */
async function columnsOf(db: Sql, table: string): Promise<readonly string[]> {
  return (await db.query(COLUMNS, [table])).map((row) => text(row, "name"));
}

function requireColumns(mart: Mart, present: readonly string[]): void {
  const missing = definitions(mart).filter(([name]) => !present.includes(name));
  if (missing.length === 0) return;
  const added = missing.map(([name, type]) => `ADD COLUMN ${name} ${type}`).join(", ");
  const names = missing.map(([name]) => name).join(", ");
  const detail =
    `the table ${mart.name} lacks the declared column ${names}. Its rows would hold a value that nobody computed, so that it is not ` +
    `added by itself: run \`ALTER TABLE ${mart.name} ${added}\`, then \`sales-pipeline rebuild\`.`;
  throw new WarehouseError("schema_differs", detail, { transient: false });
}

/** The mart's own columns: what it shows of dimensions may be NULL, its key and values may not. */
function definitions(mart: Mart): readonly (readonly [name: string, type: string])[] {
  const { key, data } = martTable(mart);
  const isKnown = (name: string): boolean => name in key || name in mart.values;
  return Object.entries({ ...key, ...data }).map(([name, type]) => [
    name,
    `${type} ${isKnown(name) ? "NOT NULL" : "NULL"}`,
  ]);
}

function creation(mart: Mart): string {
  const columns = definitions(mart).map(([name, type]) => `${name} ${type}`);
  return `CREATE TABLE IF NOT EXISTS ${mart.name} (
    ${columns.join(",\n    ")},
    batch_id VARCHAR(40) NOT NULL,
    created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (${keyColumns(martTable(mart)).join(", ")}),
    KEY ${mart.name}_month (sales_month)
  ) ${TABLE_OPTIONS}`;
}
