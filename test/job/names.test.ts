import assert from "node:assert/strict";
import { test } from "vitest";
import { faultOfTable } from "../../src/job/names.ts";
import { engineTables } from "../../src/warehouse/engine-tables.ts";

test("no table that the migrations make is free for a job", () => {
  const made = [...engineTables().map(({ name }) => name), "schema_migrations"];
  assert.ok(made.length > 20);
  assert.deepEqual(
    made.filter((name) => faultOfTable(name) !== "the engine has a table of that name. Name it otherwise."),
    [],
  );
  assert.equal(faultOfTable("customers_data_mart"), undefined);
});
