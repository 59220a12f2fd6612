import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createDeclaredTables, openWarehouse } from "../../src/warehouse/index.ts";
import { openWorld } from "../support/world.ts";

test("what docs/authoring.md says to run for a mart that is removed leaves nothing of it, and it can be declared again", async () => {
  const [, part = ""] = readFileSync("docs/authoring.md", "utf8").split("## Removing a mart\n");
  const [, sql = ""] = /```sql\n(.*?)```/s.exec(part) ?? [];
  const statements = sql
    .replaceAll("product_mart", "sales_team_data_mart")
    .split(";")
    .map((one) => one.trim());
  await using world = await openWorld();
  await world.change(
    "INSERT INTO mart_months VALUES ('sales_team_data_mart', '2025-01', 'x'), ('other', '2025-01', 'x')",
  );
  for (const statement of statements.filter((one) => one !== "")) await world.change(statement);
  assert.deepEqual(await world.rows("SELECT mart FROM mart_months"), [{ mart: "other" }]);
  await using warehouse = await openWarehouse(world.settings.mysql);
  assert.deepEqual(await createDeclaredTables(warehouse, salesJob), ["sales_team_data_mart"]);
});
