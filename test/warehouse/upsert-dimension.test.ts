import assert from "node:assert/strict";
import { test } from "vitest";
import { upsertDimension } from "../../src/warehouse/commit/upsert-dimension.ts";
import { DimensionRefusedError } from "../../src/warehouse/index.ts";
import { FEEDS } from "../support/feeds.ts";
import { migratedDatabase } from "./test-database.ts";

const REFUSING: Readonly<Record<string, string>> = {
  "a check": "ALTER TABLE customer ADD CONSTRAINT no_zero CHECK (pincode <> '0')",
  "a column that is too short": "ALTER TABLE customer MODIFY first_name VARCHAR(2)",
  "a character set": "ALTER TABLE customer MODIFY last_name VARCHAR(255) CHARACTER SET latin1",
  "NOT NULL": "ALTER TABLE customer MODIFY address VARCHAR(1000) NOT NULL",
  "a column that files do not have": "ALTER TABLE customer ADD region INT NOT NULL",
  "a generated column": "ALTER TABLE customer DROP pincode, ADD pincode VARCHAR(50) AS ('1')",
  "another type": "ALTER TABLE customer MODIFY phone_number INT",
};

test("a table that does not take a row is told from a failure of MySQL", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE loaded LIKE customer");
  await warehouse.execute(
    "INSERT INTO loaded (customer_id, first_name, last_name, pincode, phone_number) VALUES (1, 'Ann', 'Łoś', '0', 'none')",
  );
  for (const [what, statement] of Object.entries(REFUSING)) {
    await warehouse.execute("DROP TABLE customer");
    await warehouse.execute("CREATE TABLE customer LIKE loaded");
    await warehouse.execute(statement);
    const refused = (error: unknown) => error instanceof DimensionRefusedError && error.table === "customer";
    await assert.rejects(upsertDimension(warehouse, FEEDS.customers, "loaded"), refused, what);
  }
  await warehouse.execute("DROP TABLE customer");
  await warehouse.execute("CREATE TABLE customer LIKE loaded");
  await assert.rejects(upsertDimension(warehouse, FEEDS.customers, "no_table"), {
    code: "missing_table",
  });
});

test("a number would lose the leading zeros of a text, and is refused with the statement that mends it", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE loaded LIKE customer");
  await warehouse.execute("INSERT INTO loaded (customer_id, pincode) VALUES (1, '007')");
  await warehouse.execute("ALTER TABLE customer MODIFY pincode INT");
  await assert.rejects(upsertDimension(warehouse, FEEDS.customers, "loaded"), {
    message:
      /value_refused: customer\.pincode is int.*`ALTER TABLE customer MODIFY COLUMN pincode VARCHAR\(50\) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL`/,
  });
  assert.deepEqual(await warehouse.query("SELECT * FROM customer"), []);
});

test("a unique key of others' never moves a value to another row", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE loaded LIKE customer");
  await warehouse.execute("ALTER TABLE customer ADD UNIQUE KEY (phone_number)");
  await warehouse.execute("INSERT INTO customer (customer_id, first_name, phone_number) VALUES (1, 'Ann', '5')");
  await warehouse.execute("INSERT INTO loaded (customer_id, first_name, phone_number) VALUES (2, 'Bob', '5')");
  await assert.rejects(upsertDimension(warehouse, FEEDS.customers, "loaded"), {
    message: /^value_refused: a UNIQUE key of customer: .*Duplicate entry/,
  });
  assert.deepEqual(await warehouse.query("SELECT customer_id, first_name FROM customer"), [
    { customer_id: 1, first_name: "Ann" },
  ]);
  await warehouse.execute("UPDATE loaded SET phone_number = '6'");
  await warehouse.execute("INSERT INTO loaded (customer_id, first_name, phone_number) VALUES (1, 'Anna', '5')");
  await upsertDimension(warehouse, FEEDS.customers, "loaded");
  assert.deepEqual(await warehouse.query("SELECT customer_id, first_name FROM customer ORDER BY 1"), [
    { customer_id: 1, first_name: "Anna" },
    { customer_id: 2, first_name: "Bob" },
  ]);
});
