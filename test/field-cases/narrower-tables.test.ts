import assert from "node:assert/strict";
import { test } from "vitest";
import { rejectedRecords } from "../support/rejected-records.ts";
import { salesFile } from "../support/sales-files.ts";
import { openWorld } from "../support/world.ts";

const HEADER = "customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date";
const TEAM_HEADER = "id,first_name,last_name,manager_id,is_manager,address,pincode,joining_date";
const PRODUCT_HEADER = "id,name,current_price,old_price,created_date,updated_date,expiry_date";

test("values that another's narrower tables do not hold are rejected like any other, and all else counts", async () => {
  await using world = await openWorld();
  for (const table of ["customer", "sales_team", "product"]) await world.change(`DROP TABLE ${table}`);
  // Without `updated_at`: others need not say when a row changed.
  await world.change(`
    CREATE TABLE customer (
      customer_id INT NOT NULL PRIMARY KEY, first_name VARCHAR(50), last_name VARCHAR(50), address VARCHAR(255) NOT NULL,
      pincode VARCHAR(10), phone_number VARCHAR(20), customer_joining_date DATE
    ) DEFAULT CHARSET utf8mb3`);
  await world.change(`
    CREATE TABLE sales_team (
      id SMALLINT NOT NULL PRIMARY KEY, first_name VARCHAR(50), last_name VARCHAR(50), manager_id INT, is_manager CHAR(1),
      address TINYTEXT, pincode VARCHAR(10), joining_date DATE
    ) DEFAULT CHARSET latin1`);
  await world.change(`
    CREATE TABLE product (
      id INT NOT NULL PRIMARY KEY, name VARCHAR(255), current_price DECIMAL(6,2), old_price DECIMAL(10,0), created_date DATE,
      updated_date DATE, expiry_date DATE
    )`);
  const sales = salesFile("good", [{ customer: 1, date: "2023-03-01", person: 1, price: 10 }]);
  await world.land(sales.key, sales.text);
  await world.land(
    "raw/customers/customers_a.csv",
    `${HEADER}\n1,Ann,Lee,x,1,1,2020-01-01\n2,Zoë,Łoś,x,1,1,2020-01-01\n3,Bo,Li,x,1,1,2020-01-01\n` +
      `4,Bob,${"y".repeat(51)},x,1,1,2020-01-01\n5,Cid,😀,x,1,1,2020-01-01\n6,Dee,Li,,1,1,2020-01-01\n`,
  );
  await world.land(
    "raw/sales_team/sales_team_a.csv",
    `${TEAM_HEADER}\n1,Zoë,“Lee”,,N,x,1,2020-01-01\n2,Ann,Łoś,,N,x,1,2020-01-01\n40000,Bo,Li,,N,x,1,2020-01-01\n3,Al,Li,,Y,x,1,2020-01-01\n`,
  );
  await world.land(
    "raw/products/products_a.csv",
    `${PRODUCT_HEADER}\n1,sugar,9999.99,5,,,\n2,salt,10000.00,5,,,\n3,tea,1,5.50,,,\n4,milk,1,5.00,,,\n`,
  );

  const { error, summary } = await world.run();

  assert.equal(error, undefined);
  assert.deepEqual(summary.files, { processed: 4, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  const rejected = (await rejectedRecords(world)).map(({ reasons, raw_record }) => [raw_record.split(",")[0], reasons]);
  assert.deepEqual(rejected.toSorted(), [
    ["2", ["out_of_range:current_price"]],
    ["2", ["out_of_range:last_name"]],
    ["3", ["out_of_range:old_price"]],
    ["4", ["out_of_range:last_name"]],
    ["40000", ["out_of_range:id"]],
    ["5", ["out_of_range:last_name"]],
    ["6", ["missing:address"]],
  ]);
  const count = async (table: string) => (await world.rows<{ n: string }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n;
  assert.deepEqual([await count("customer"), await count("sales_team"), await count("product")], ["3", "2", "2"]);
  assert.deepEqual(await world.rows("SELECT full_name, CAST(total_sales AS CHAR) AS total FROM customers_data_mart"), [
    { full_name: "Ann Lee", total: "10.00" },
  ]);
});

test("a file that a constraint of another's table refuses fails alone, and the sales of its run count", async () => {
  await using world = await openWorld();
  await world.change("ALTER TABLE customer ADD CONSTRAINT no_zero CHECK (pincode <> '0')");
  const sales = salesFile("good", [{ customer: 1, date: "2023-03-01", person: 1, price: 10 }]);
  await world.land(sales.key, sales.text);
  await world.land("raw/customers/customers_a.csv", `${HEADER}\n1,Ann,Lee,x,0,1,2020-01-01\n`);

  const { error, summary } = await world.run();

  assert.equal(error, undefined);
  assert.equal(summary.files.processed, 1);
  assert.equal(summary.warnings["failed_file"], 1);
  const [file] = await world.rows<{ status: string; reason: string }>(
    "SELECT status, reason FROM staging_files WHERE feed = 'customers'",
  );
  assert.equal(file?.status, "Failed");
  assert.match(file?.reason ?? "", /^value_refused: .*no_zero.*Failed 1 of 3 times: the next run tries it again\.$/);
});
