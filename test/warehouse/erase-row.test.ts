import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import {
  beginErasure,
  countShowing,
  dimensionRow,
  eraseDimensionRow,
  isInMarts,
  removeErased,
} from "../../src/warehouse/index.ts";
import { migratedDatabase } from "./test-database.ts";

const { subject } = salesJob;
if (subject === undefined) throw new Error("the job has no subject");
const { dimension } = subject;

test("a row of a table that takes no NULL is emptied as far as it can be, and no other row", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute(
    "ALTER TABLE customer MODIFY last_name VARCHAR(20) NOT NULL, MODIFY customer_joining_date DATE NOT NULL",
  );
  await warehouse.execute(
    `INSERT INTO customer (customer_id, first_name, last_name, phone_number, customer_joining_date)
     VALUES (12, 'Mara', 'Quill', '0171', '2020-01-12'), (112, 'Ben', 'Ode', '0172', '2020-01-13')`,
  );
  assert.equal(await eraseDimensionRow(warehouse, dimension, 12), 1);
  assert.deepEqual(await dimensionRow(warehouse, dimension, 12), {
    customer_id: "12",
    last_name: "",
    customer_joining_date: "2020-01-12",
  });
  assert.equal((await dimensionRow(warehouse, dimension, 112))?.["first_name"], "Ben");
  assert.equal(await dimensionRow(warehouse, dimension, 1), undefined);
  assert.equal(await eraseDimensionRow(warehouse, dimension, 12), 0);
});

test("marts show a row as long as one of their columns has something of it", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute(
    `INSERT INTO customers_data_mart (customer_id, sales_month, full_name, address, total_purchases, total_quantity, total_sales,
                                      first_purchase_date, last_purchase_date, batch_id)
     VALUES (12, '2023-03', 'Mara', NULL, 1, 1, 1, '2023-03-01', '2023-03-01', 'b'),
            (12, '2023-04', NULL, '', 1, 1, 1, '2023-04-01', '2023-04-01', 'b')`,
  );
  assert.equal(await countShowing(warehouse, salesJob, dimension, 12), 1);
  assert.equal(await countShowing(warehouse, salesJob, dimension, 1), 0);
  assert.deepEqual(
    [await isInMarts(warehouse, salesJob, dimension, 12), await isInMarts(warehouse, salesJob, dimension, 2)],
    [true, false],
  );
});

test("rows that are forgotten are taken out of a load table, and those of another dimension stay", async () => {
  await using database = await migratedDatabase();
  const { warehouse } = database;
  await warehouse.execute("CREATE TABLE load_rows (customer_id INT PRIMARY KEY)");
  await warehouse.execute("INSERT INTO load_rows VALUES (12), (13), (14)");
  await beginErasure(warehouse, { feed: dimension.name, key: 12 }, "r");
  await beginErasure(warehouse, { feed: dimension.name, key: 99 }, "r");
  await beginErasure(warehouse, { feed: "stores", key: 13 }, "r");
  assert.equal(await removeErased(warehouse, dimension, "load_rows"), 1);
  assert.equal((await warehouse.query("SELECT 1 FROM load_rows")).length, 2);
});
