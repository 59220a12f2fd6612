import assert from "node:assert/strict";
import { test } from "vitest";
import { upsertDimension } from "../../src/warehouse/commit/upsert-dimension.ts";
import { dimensionTable } from "../../src/warehouse/dimensions.ts";
import { DimensionRefusedError } from "../../src/warehouse/index.ts";
import { FEEDS } from "../support/feeds.ts";
import { migratedDatabase } from "./test-database.ts";

const REFUSING: Readonly<Record<string, string>> = {
  "a check": "ALTER TABLE customer ADD CONSTRAINT no_zero CHECK (pincode <> '0')",
  "a column that is too short": "ALTER TABLE customer MODIFY first_name VARCHAR(2)",
  "a character set": "ALTER TABLE customer MODIFY last_name VARCHAR(255) CHARACTER SET latin1",
  "NOT NULL": "ALTER TABLE customer MODIFY address VARCHAR(1000) NOT NULL",
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
    await assert.rejects(upsertDimension(warehouse, dimensionTable(FEEDS.customers), "loaded"), refused, what);
  }
  await assert.rejects(upsertDimension(warehouse, dimensionTable(FEEDS.customers), "no_table"), {
    code: "missing_table",
  });
});
