import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { runPipeline } from "../../src/pipeline/run.ts";
import { runInput } from "../support/run-input.ts";
import { openWorld, type World } from "../support/world.ts";

const CUSTOMERS = [
  "customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date",
  '1,Ann,Lee,"7, High Street",110001,9000000001,2020-01-01',
  '2,Zoë,😀 \uFEFFx,"said ""no""",,,2020-02-29',
  "3,\uFEFFBob,,,,,",
  "3,\uFEFFBob,,,,,",
  "4,Cy,Lee,,,,2020-02-30",
  "0,Di,Lee,,,,2020-01-01,more",
];
const STORES = "id,address,store_pincode,store_manager_name,store_opening_date,reviews\n";
const PRODUCTS = [
  "id,name,current_price,old_price,created_date,updated_date,expiry_date",
  ...Array.from({ length: 20_000 }, (_, id) => `${id + 1},product ${id},1.50,,2020-01-01,2020-01-01,2030-01-01`),
];

test("small files of a dimension leave nothing in scratch, and count as those that go through it", async () => {
  await using world = await openWorld();
  const text = `${CUSTOMERS.join("\n")}\n`;
  await world.land("raw/customers/customers.csv", text);
  await world.land("raw/stores/stores.csv", STORES);
  await world.land("raw/products/products.csv", `${PRODUCTS.join("\n")}\n`);
  assert.deepEqual(await runAndListScratch(world), ["products"]);
  const small = await customersOf(world);
  assert.deepEqual(small.counts, { status: "Processed", rows_read: "6", rows_accepted: "4", rows_rejected: "2" });
  assert.equal(small.rows.length, 3);
  assert.deepEqual(
    small.rejected.map(({ reasons }) => reasons),
    [["malformed:customer_joining_date"], ["wrong_field_count"]],
  );
  assert.deepEqual(await world.rows("SELECT COUNT(*) AS n, SUM(current_price) AS total FROM product"), [
    { n: "20000", total: "30000.00" },
  ]);

  // Nobody knows how large a packed file will be. The blank line makes it another content.
  await world.change("DELETE FROM customer");
  await world.land("raw/customers/customers_2.csv.gz", gzipSync(`${text}\n`));
  assert.deepEqual(await runAndListScratch(world), ["customers"]);
  assert.deepEqual(await customersOf(world), small);
});

/** Which dimensions are in scratch once they are loaded. */
async function runAndListScratch(world: World): Promise<readonly string[]> {
  let scratch: readonly string[] = [];
  const { error } = await runPipeline({
    ...runInput(world),
    failpoint: async (point) => {
      if (point === "dimensions_loaded") scratch = await world.keys("_work/");
    },
  });
  assert.equal(error, undefined);
  return [...new Set(scratch.flatMap((key) => /\/dimensions\/([^/]+)\//.exec(key)?.[1] ?? []))].sort();
}

/** What the last file of customers brought, what the ledger counts of it, and what it says of its rejected rows. */
async function customersOf(world: World) {
  const rows = await world.rows(`SELECT ${CUSTOMERS[0]} FROM customer ORDER BY customer_id`);
  const [file] = await world.rows<{ file_id: string; batch_id: string }>(
    `SELECT file_id, batch_id, status, rows_read, rows_accepted, rows_rejected FROM staging_files
     WHERE feed = 'customers' ORDER BY file_id DESC LIMIT 1`,
  );
  assert.ok(file !== undefined);
  const { file_id, batch_id, ...counts } = file;
  const keys = await world.keys(`error/rows/batch=${batch_id}/customers`);
  const lines = await Promise.all(keys.map(async (key) => Buffer.from(await world.read(key)).toString("utf8")));
  const rejected = lines.flatMap((content) => content.trimEnd().split("\n")).map((line) => JSON.parse(line));
  return { rows, counts, rejected: rejected.map(({ reasons, raw_record }) => ({ reasons, raw_record })) };
}
