import assert from "node:assert/strict";
import { test } from "vitest";
import { migrate, requireSchema } from "../../src/warehouse/migrate.ts";
import { MIGRATIONS } from "../../src/warehouse/migrations/index.ts";
import { text } from "../../src/warehouse/row.ts";
import type { Sql } from "../../src/warehouse/sql.ts";
import { emptyDatabase } from "./test-database.ts";

const ALL_STEPS = MIGRATIONS.map(({ name }) => name);
const LATEST = Math.max(...MIGRATIONS.map(({ version }) => version));

test("creates every table of the engine once, and does nothing the second time", async () => {
  await using database = await emptyDatabase();
  assert.deepEqual(await migrate(database.warehouse), ALL_STEPS);
  assert.deepEqual(await tableNames(database.warehouse), [
    "backfill_months",
    "batch_mart_partitions",
    "batch_marts",
    "batch_rejections",
    "batch_watched_changes",
    "batches",
    "compacted_sales",
    "dimension_sources",
    "erasures",
    "last_discovery",
    "lineage_runs",
    "mart_months",
    "pipeline_identity",
    "pipeline_job",
    "pipeline_lease",
    "restored_files",
    "retired_sales",
    "rewritten_contents",
    "run_steps",
    "run_totals",
    "run_warnings",
    "runs",
    "s3_servers",
    "schema_migrations",
    "shown_dimensions",
    "staging_file_dates",
    "staging_file_events",
    "staging_file_months",
    "staging_files",
    "stale_mart_months",
  ]);
  assert.deepEqual(await migrate(database.warehouse), []);
  await requireSchema(database.warehouse);
});

test("migrates once when several processes start together", async () => {
  await using database = await emptyDatabase();
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.warehouse)));
  assert.deepEqual(applied.flat(), ALL_STEPS);
});

test("continues after a crash between two statements of a step", async () => {
  await using database = await emptyDatabase();
  await migrate(database.warehouse);
  await database.warehouse.execute("DELETE FROM schema_migrations WHERE version >= 2");
  await database.warehouse.execute("DROP TABLE compacted_sales");
  assert.deepEqual(await migrate(database.warehouse), ALL_STEPS.slice(1));
});

test("applies a step that was numbered below others and came after them", async () => {
  await using database = await emptyDatabase();
  await migrate(database.warehouse);
  await database.warehouse.execute("DELETE FROM schema_migrations WHERE version = 11");
  await assert.rejects(requireSchema(database.warehouse), { code: "schema_too_old" });
  assert.deepEqual(await migrate(database.warehouse), ["stale months"]);
  await requireSchema(database.warehouse);
});

test("refuses a database that a newer version has migrated", async () => {
  await using database = await emptyDatabase();
  await migrate(database.warehouse);
  await database.warehouse.execute("INSERT INTO schema_migrations (version, name) VALUES (99, 'from the future')");
  const invalid = {
    message: `schema_too_new: database '${database.settings.database}' has schema version 99, newer than this pipeline's ${LATEST}. Update the pipeline.`,
  };
  await assert.rejects(migrate(database.warehouse), invalid);
  await assert.rejects(requireSchema(database.warehouse), invalid);
});

test("a database without tables names the command that creates them", async () => {
  await using database = await emptyDatabase();
  await assert.rejects(requireSchema(database.warehouse), {
    code: "missing_table",
    transient: false,
    message: `missing_table: database '${database.settings.database}' has no tables of the pipeline. Run \`sales-pipeline init\`.`,
  });
});

async function tableNames(db: Sql): Promise<readonly string[]> {
  const rows = await db.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
  );
  return rows.map((row) => text(row, "name")).sort();
}
