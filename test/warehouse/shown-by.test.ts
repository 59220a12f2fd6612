import assert from "node:assert/strict";
import { test } from "vitest";
import { productMart } from "../../examples/product-mart/product-mart.ts";
import { salesJob } from "../../jobs/sales/index.ts";
import { isPartitioned, type Mart } from "../../src/job/index.ts";
import { refreshPartitioned, refreshShown } from "../../src/warehouse/commit/refresh-shown.ts";
import {
  createDeclaredTables,
  createLoadTables,
  partitionRowsQuery,
  planPartitions,
} from "../../src/warehouse/index.ts";
import { isShownDifferently } from "../../src/warehouse/shown-state.ts";
import { FEEDS } from "../support/feeds.ts";
import { insertRows, table } from "./fixtures.ts";
import { migratedDatabase } from "./test-database.ts";

const BATCH = "20230401T000000Z-abc123-1";
const [MARCH, APRIL] = ["2023-03", "2023-04"];

/** In MySQL alone. */
const { partitionBy: _, ...UNPARTITIONED }: Mart = productMart;

/** A database whose table of products is another's, with a collation that takes texts of other case, accents and trailing blanks for equal. */
async function withMart(mart: Mart) {
  const database = await migratedDatabase();
  const { warehouse } = database;
  const job = { ...salesJob, marts: [mart] };
  await createDeclaredTables(warehouse, job);
  await warehouse.execute(
    "ALTER TABLE product MODIFY COLUMN name VARCHAR(255) CHARACTER SET latin1 COLLATE latin1_german1_ci",
  );
  await warehouse.execute("INSERT INTO product (id, name, current_price) VALUES ?", [
    [
      [7, "Tea", "7.00"],
      [3, "Tea", "3.00"],
      [1, "tea", "1.00"],
      [2, "Tea ", "2.00"],
      [4, "Téa", "4.00"],
      [5, null, "5.00"],
    ],
  ]);
  await insertRows(
    warehouse,
    `${mart.name} (product_name, sales_month, revenue, quantity, batch_id)`,
    [MARCH, APRIL].flatMap((month) => ["Tea", "Téa", "TEA"].map((name) => [name, month ?? "", "10.00", 1, "before"])),
  );
  return { ...database, job };
}

const SHOWN = "SELECT product_name, sales_month, current_price FROM product_mart ORDER BY 1, 2";
const OF_TEA = [
  ["TEA", MARCH, null],
  ["TEA", APRIL, null],
  ["Tea", MARCH, "3.00"],
  ["Tea", APRIL, "3.00"],
  ["Téa", MARCH, "4.00"],
  ["Téa", APRIL, "4.00"],
];

test("of several rows of one name the one with the lowest key is shown, in all months; names are equal byte by byte", async () => {
  await using database = await withMart(UNPARTITIONED);
  const { warehouse, job } = database;
  assert.equal(await isShownDifferently(warehouse, job), true);
  assert.equal(await refreshShown(warehouse, UNPARTITIONED, BATCH, []), 4);
  assert.deepEqual(await table(warehouse, SHOWN), OF_TEA);
  assert.equal(await isShownDifferently(warehouse, job), false);

  const changes: readonly (readonly [statement: string, changed: number, price: string | null])[] = [
    ["UPDATE product SET current_price = 70 WHERE id = 7", 0, "3.00"],
    ["UPDATE product SET name = 'Coffee' WHERE id = 3", 2, "70.00"],
    ["UPDATE product SET name = 'Tea' WHERE id = 1", 2, "1.00"],
    ["DELETE FROM product WHERE id IN (1, 7)", 2, null],
  ];
  for (const [statement, changed, price] of changes) {
    await warehouse.execute(statement);
    assert.equal(await isShownDifferently(warehouse, job), changed > 0, statement);
    assert.equal(await refreshShown(warehouse, UNPARTITIONED, BATCH, []), changed, statement);
    const shown = await table(warehouse, "SELECT DISTINCT current_price FROM product_mart WHERE product_name = 'Tea'");
    assert.deepEqual(shown, [[price]], statement);
  }
});

test("the partitions of all months are planned with what the rows of that name say, those of the batch's files too", async () => {
  assert.ok(isPartitioned(productMart));
  await using database = await withMart(productMart);
  const { warehouse, job } = database;
  const loadTables = await createLoadTables(warehouse, BATCH, job, [FEEDS.products]);
  const row = (id: number, name: string, price: string) => [id, name, price, null, null, null, null, 1];
  await insertRows(warehouse, loadTables.dimensions["products"] ?? "", [
    row(3, "Coffee", "9.00"),
    row(6, "TEA", "6.00"),
  ]);
  const planned = await planPartitions(warehouse, { batchId: BATCH, job, months: [], loadTables });
  assert.deepEqual(
    planned.map(({ path, action, origin, rows }) => [path, action, origin, rows]),
    [
      [`sales_month=${MARCH}`, "put", "renamed", 3],
      [`sales_month=${APRIL}`, "put", "renamed", 3],
    ],
  );
  const written = await table(
    warehouse,
    `SELECT product_name, sales_month, current_price FROM (${partitionRowsQuery(BATCH, productMart)}) p ORDER BY 1, 2`,
  );
  assert.deepEqual(
    written,
    OF_TEA.map(([name, month, price]) => [name, month, name === "TEA" ? "6.00" : name === "Tea" ? "7.00" : price]),
  );
  assert.equal(await refreshPartitioned(warehouse, productMart, BATCH, []), 6);
  assert.deepEqual(await table(warehouse, SHOWN), written);
});

test("rows are found by an index however many there are, not each by looking at all", async () => {
  await using database = await withMart(UNPARTITIONED);
  const { warehouse } = database;
  const more = Array.from({ length: 2000 }, (_, at) => [100 + at, `p${at}`]);
  await insertRows(warehouse, "product (id, name)", more);
  const statements: string[] = [];
  await refreshShown(
    {
      ...warehouse,
      execute: (statement, values) => {
        if (/^\s*UPDATE/.test(statement)) statements.push(statement);
        return warehouse.execute(statement, values);
      },
    },
    UNPARTITIONED,
    BATCH,
    [],
  );
  const plan = await warehouse.query(`EXPLAIN FORMAT=TRADITIONAL ${statements[0]}`, [BATCH]);
  const joined = plan.filter(({ id, table }) => String(id) === "1" && table !== "m");
  assert.deepEqual(
    joined.map(({ type }) => type),
    ["ref"],
  );
});
