import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { engineTables } from "../../src/warehouse/engine-tables.ts";
import { adviceOnTables, createDeclaredTables, migrate, requireDeclaredTables } from "../../src/warehouse/index.ts";
import { requireSchema } from "../../src/warehouse/migrate.ts";
import { presentTables } from "../../src/warehouse/present-tables.ts";
import { text } from "../../src/warehouse/row.ts";
import type { Sql } from "../../src/warehouse/sql.ts";
import { emptyDatabase, migratedDatabase } from "./test-database.ts";

async function tablesIn(db: Sql): Promise<readonly string[]> {
  const rows = await db.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1",
  );
  return rows.map((row) => text(row, "name"));
}

test("what the migrations make is what is known of the engine's tables, to the column", async () => {
  await using database = await emptyDatabase();
  await migrate(database.warehouse);
  const known = engineTables();
  const present = await presentTables(
    database.warehouse,
    known.map(({ name }) => name),
  );
  for (const { name, columns, primaryKey } of known) {
    const table = present.get(name);
    assert.deepEqual([...columns.keys()].toSorted(), [...(table?.columns.keys() ?? [])].toSorted(), name);
    assert.deepEqual(table?.uniqueKeys[0], primaryKey, name);
  }
  assert.equal((await tablesIn(database.warehouse)).length, known.length + 1);
});

describe("a table of others' that has the name of the engine's", () => {
  const foreign: Readonly<Record<string, string>> = {
    batches: "CREATE TABLE batches (id INT PRIMARY KEY, started DATETIME)",
    staging_files: "CREATE TABLE staging_files (file_id BIGINT PRIMARY KEY, status VARCHAR(1))",
    schema_migrations: "CREATE TABLE schema_migrations (version VARCHAR(255) NOT NULL PRIMARY KEY)",
    runs: "CREATE VIEW runs AS SELECT 1 AS run_id",
    // The engine had this one and drops it.
    batch_partitions: "CREATE TABLE batch_partitions (id INT PRIMARY KEY)",
  };
  test.for(Object.entries(foreign))("%s: init changes nothing and says what to do", async ([name, creation]) => {
    await using database = await emptyDatabase();
    const { warehouse } = database;
    await warehouse.execute(creation);
    const refusal = {
      code: "schema_differs",
      transient: false,
      message: new RegExp(
        `^schema_differs: The (table|view) ${name} is another's, and the pipeline needs one of this name: it lacks .*\\(MYSQL_DATABASE\\), or run \`RENAME TABLE ${name} TO ${name}_old\`; then \`sales-pipeline init\`\\.$`,
      ),
    };
    await assert.rejects(migrate(warehouse), refusal);
    assert.deepEqual(await tablesIn(warehouse), [name]);

    await warehouse.execute(`RENAME TABLE ${name} TO ${name}_old`);
    await migrate(warehouse);
    await requireSchema(warehouse);
    assert.ok((await tablesIn(warehouse)).includes(`${name}_old`));
  });
});

test("what somebody changed in the engine's tables is told, each with the statement that mends it", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  for (const change of [
    "ALTER TABLE runs CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
    "ALTER TABLE batches MODIFY COLUMN lake_path VARCHAR(100) NOT NULL, ADD COLUMN team INT NOT NULL",
    "ALTER TABLE staging_files DROP COLUMN failures",
    "DROP TABLE erasures",
  ]) {
    await warehouse.execute(change);
  }
  const message = await requireSchema(warehouse).then(
    () => "",
    (error: unknown) => String(error),
  );
  const statements = [...message.matchAll(/Run `([^`]*)`/g)].map(([, statement = ""]) => statement);
  assert.match(message, /The table erasures is gone: restore it from a backup\./);
  assert.match(message, /runs\.command is varchar\(32\) in utf8mb4_general_ci/);
  assert.ok(statements.includes("ALTER TABLE staging_files ADD COLUMN failures INT NOT NULL DEFAULT 0"));
  // MariaDB tells the width in which an INT was shown once.
  const asMysql = statements.map((statement) => statement.replace("int(11)", "int"));
  assert.ok(asMysql.includes("ALTER TABLE batches MODIFY COLUMN team int NULL"), message);
  for (const statement of statements) await warehouse.execute(statement);
  await assert.rejects(requireSchema(warehouse), {
    message: "schema_differs: The table erasures is gone: restore it from a backup.",
  });
});

describe("tables of others' that have the names of the job's", () => {
  test("those of a project before this one: init changes nothing, and its statements lead to an end", async () => {
    await using database = await emptyDatabase();
    const { warehouse } = database;
    for (const creation of [
      "CREATE TABLE customers_data_mart (customer_id INT, full_name VARCHAR(100), address VARCHAR(200), phone_number VARCHAR(20), sales_date_month DATE, total_sales DECIMAL(10,2))",
      "CREATE TABLE sales_team_data_mart (store_id INT, sales_person_id INT, full_name VARCHAR(255), sales_month VARCHAR(10), total_sales DECIMAL(10,2), incentive DECIMAL(10,2))",
      "CREATE TABLE customer_totals (customer_id INT)",
      "CREATE TABLE product (id INT, name VARCHAR(255))",
      "CREATE TABLE store (id VARCHAR(10) PRIMARY KEY)",
    ]) {
      await warehouse.execute(creation);
    }
    await migrate(warehouse);
    const before = await tablesIn(warehouse);
    const message = await createDeclaredTables(warehouse, salesJob).then(
      () => "",
      (error: unknown) => String(error),
    );
    assert.deepEqual(await tablesIn(warehouse), before);
    const statements = [...message.matchAll(/[Rr]un `([A-Z][^`]*)`/g)].map(([, statement = ""]) => statement);
    assert.deepEqual(statements, [
      "ALTER TABLE store MODIFY COLUMN id INT NOT NULL",
      "ALTER TABLE product ADD UNIQUE KEY (id)",
      "RENAME TABLE customers_data_mart TO customers_data_mart_old",
      "RENAME TABLE sales_team_data_mart TO sales_team_data_mart_old",
      "RENAME TABLE customer_totals TO customer_totals_old",
    ]);
    for (const statement of statements) await warehouse.execute(statement);
    await createDeclaredTables(warehouse, salesJob);
    await requireDeclaredTables(warehouse, salesJob);
  });

  test("a mart that is narrower than declared is refused, with the statement that widens it", async () => {
    await using database = await migratedDatabase();
    const { warehouse } = database;
    await warehouse.execute(
      "ALTER TABLE customers_data_mart MODIFY total_sales DECIMAL(10,2) NOT NULL, MODIFY full_name VARCHAR(511) CHARACTER SET utf8mb3",
    );
    const message = await requireDeclaredTables(warehouse, salesJob).then(
      () => "",
      (error: unknown) => String(error),
    );
    const statements = [...message.matchAll(/Run `([^`]*)`/g)].map(([, statement = ""]) => statement);
    assert.deepEqual(statements, [
      "ALTER TABLE customers_data_mart MODIFY COLUMN full_name VARCHAR(511) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL",
      "ALTER TABLE customers_data_mart MODIFY COLUMN total_sales DECIMAL(20,2) NOT NULL",
    ]);
    for (const statement of statements) await warehouse.execute(statement);
    await requireDeclaredTables(warehouse, salesJob);
  });

  test("a narrower dimension stays as it is: init adds what it lacks and says how to widen it", async () => {
    await using database = await emptyDatabase();
    const { warehouse } = database;
    await warehouse.execute(`
      CREATE TABLE customer (
        customer_id INT PRIMARY KEY, first_name VARCHAR(50), last_name VARCHAR(255), address TINYTEXT, pincode INT,
        phone_number VARCHAR(50) NOT NULL
      ) DEFAULT CHARSET utf8mb3`);
    await migrate(warehouse);
    const created = await createDeclaredTables(warehouse, salesJob);
    assert.deepEqual(
      created.filter((one) => one.startsWith("customer.")),
      ["customer.customer_joining_date", "customer.updated_at"],
    );
    await requireDeclaredTables(warehouse, salesJob);
    const advice = await adviceOnTables(warehouse, salesJob);
    const said = advice.map((one) => one.replace(/utf8(mb3)?_general_ci/, "three bytes").replace("int(11)", "int"));
    const text4 = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    assert.deepEqual(said, [
      `customer.pincode is int. Run \`ALTER TABLE customer MODIFY COLUMN pincode VARCHAR(50) ${text4} NULL\`.`,
      `customer.first_name is varchar(50) in three bytes, declared is VARCHAR(255) NULL. To widen it, run \`ALTER TABLE customer MODIFY COLUMN first_name VARCHAR(255) ${text4} NULL\`.`,
      `customer.last_name is varchar(255) in three bytes, declared is VARCHAR(255) NULL. To widen it, run \`ALTER TABLE customer MODIFY COLUMN last_name VARCHAR(255) ${text4} NULL\`.`,
      `customer.address is tinytext in three bytes, declared is VARCHAR(1000) NULL. To widen it, run \`ALTER TABLE customer MODIFY COLUMN address VARCHAR(1000) ${text4} NULL\`.`,
      `customer.phone_number is varchar(50) in three bytes NOT NULL, declared is VARCHAR(50) NULL. To widen it, run \`ALTER TABLE customer MODIFY COLUMN phone_number VARCHAR(50) ${text4} NULL\`.`,
    ]);
    for (const one of advice) await warehouse.execute(/`(.*)`/.exec(one)?.[1] ?? "");
    assert.deepEqual(await adviceOnTables(warehouse, salesJob), []);
  });
});
