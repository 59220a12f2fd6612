import assert from "node:assert/strict";
import { test } from "vitest";
import { readTableStorage } from "../../src/warehouse/index.ts";
import { emptyDatabase, migratedDatabase } from "./test-database.ts";

test("what the tables that are there hold is told by column, where it is less than any value", async () => {
  await using database = await emptyDatabase();
  await database.warehouse.execute(`
    CREATE TABLE narrow (
      Id SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
      manager_id MEDIUMINT,
      big_id INT,
      first_name VARCHAR(50) CHARACTER SET utf8mb3,
      last_name CHAR(10) CHARACTER SET latin1 NOT NULL,
      note TINYTEXT CHARACTER SET ascii,
      any_text VARCHAR(255) CHARACTER SET utf8mb4,
      price DECIMAL(8,2),
      whole_price DECIMAL(5,0),
      wide_price DECIMAL(20,4),
      share DECIMAL(2,2),
      joined DATE
    )`);
  const storage = await readTableStorage(database.warehouse, ["narrow", "no_table"]);
  assert.deepEqual([...storage.keys()], ["narrow"]);
  assert.deepEqual(Object.fromEntries(storage.get("narrow") ?? []), {
    id: { required: true, largest: "65535" },
    manager_id: { largest: "8388607" },
    big_id: {},
    first_name: { maxCharacters: 50, characters: "basic-multilingual-plane" },
    last_name: { required: true, maxCharacters: 10, characters: "latin1" },
    note: { maxBytes: 255, characters: "ascii" },
    any_text: { maxCharacters: 255 },
    price: { largest: "999999.99" },
    whole_price: { largest: "99999", scale: 0 },
    wide_price: {},
    share: { largest: "0.99" },
    joined: {},
  });
});

test("the tables of the pipeline's own hold all that the feeds allow", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  const storage = await readTableStorage(warehouse, ["customer", "store", "sales_team", "product"]);
  for (const columns of storage.values()) {
    for (const { largest, scale, characters } of columns.values()) {
      assert.deepEqual([largest, scale, characters], [undefined, undefined, undefined]);
    }
  }
  assert.deepEqual(await readTableStorage(warehouse, []), new Map());
});
