import assert from "node:assert/strict";
import { test } from "vitest";
import { commitBatch, removeOutdated } from "../../src/warehouse/index.ts";
import { FEEDS } from "../support/feeds.ts";
import { buildBatch, table, takeLease } from "./fixtures.ts";
import { migratedDatabase } from "./test-database.ts";

const row = (id: number, name: string) => [id, name, null, null, null, null, null] as const;

test("rows of an older upload that is processed later do not replace those of a newer one, and bring what is missing", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await using lease = await takeLease(warehouse);
  const names = () => table(warehouse, "SELECT customer_id, first_name FROM customer ORDER BY 1");
  const load = async (
    attempt: number,
    key: string,
    lastModified: string,
    ...rows: readonly ReturnType<typeof row>[]
  ) => {
    const built = await buildBatch(warehouse, lease, {
      attempt,
      files: [[]],
      keys: [key],
      feed: "customers",
      lastModified,
      months: [],
      dimensions: { customers: rows },
    });
    const loadTable = built.loadTables.dimensions["customers"] ?? "";
    const outdated = await removeOutdated(warehouse, { feed: FEEDS.customers, loadTable, fileIds: built.fileIds });
    await commitBatch(warehouse, built.input);
    return outdated;
  };

  assert.equal(
    await load(1, "raw/customers/customers_new.csv", "2024-01-02T00:00:00.000Z", row(1, "New"), row(2, "Bob")),
    0,
  );
  assert.equal(
    await load(2, "raw/customers/customers_old.csv", "2024-01-01T23:59:59.999Z", row(1, "Old"), row(3, "Cid")),
    1,
  );
  assert.deepEqual(await names(), [
    [1, "New"],
    [2, "Bob"],
    [3, "Cid"],
  ]);
  // At the same instant the later key wins.
  assert.equal(
    await load(3, "raw/customers/customers_a.csv", "2024-01-02T00:00:00.000Z", row(1, "Tie, earlier key")),
    1,
  );
  assert.equal(await load(4, "raw/customers/customers_z.csv", "2024-01-02T00:00:00.000Z", row(1, "Tie, later key")), 0);
  assert.equal(await load(5, "raw/customers/customers_b.csv", "2024-01-03T00:00:00.000Z", row(3, "Cid, newer")), 0);
  assert.deepEqual(await names(), [
    [1, "Tie, later key"],
    [2, "Bob"],
    [3, "Cid, newer"],
  ]);
});
