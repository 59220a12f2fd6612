import assert from "node:assert/strict";
import { test } from "vitest";
import { expectMarts } from "../support/expect-marts.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const sold = (name: string, month: string) =>
  salesFile(name, [
    { date: `${month}-03`, customer: 1, person: 1, price: 100 },
    { date: `${month}-04`, customer: 2, person: 2, price: 90 },
    { date: `${month}-05`, customer: 3, person: 3, price: 80 },
  ]);

/** Without the row, or with other values in it. */
function changed(file: ExampleFile, change: (row: string) => string | undefined): ExampleFile {
  const [header = "", ...rows] = file.text.trimEnd().split("\n");
  return { ...file, text: `${[header, ...rows.flatMap((row) => change(row) ?? [])].join("\n")}\n` };
}

test("what others delete and change in dimensions' tables, also with an older time, is in the marts after the next run", async () => {
  await using world = await openWorld();
  await knowDimensions(world);
  const [march, april] = [sold("1", "2023-03"), sold("2", "2023-04")];
  await world.landAll([march]);
  assert.equal((await world.run()).error, undefined);

  await world.change("DELETE FROM customer WHERE customer_id = 1");
  await world.change("UPDATE customer SET first_name = 'Zoë', updated_at = '2001-01-01' WHERE customer_id = 2");
  await world.change("DELETE FROM sales_team WHERE id = 1");
  const { error, summary } = await world.run();

  assert.equal(error, undefined);
  assert.equal(summary.status, "processed");
  assert.deepEqual(summary.months, []);
  assert.equal(summary.marts["customers_data_mart"]?.changed, 2);
  const customers = changed(CUSTOMERS_FILE, (row) => {
    if (row.startsWith("1,")) return undefined;
    return row.startsWith("2,") ? row.replace(/^2,[^,]*/, "2,Zoë") : row;
  });
  const team = changed(SALES_TEAM_FILE, (row) => (row.startsWith("1,") ? undefined : row));
  await expectMarts(world, await counting([march], { customers: [customers], team: [team] }));

  // What no mart shows is no work.
  await world.change("UPDATE customer SET pincode = '0' WHERE customer_id = 2");
  await world.change("INSERT INTO customer (customer_id, first_name) VALUES (999, 'Nobody')");
  assert.equal((await world.run()).summary.status, "nothing_to_do");

  // With sales of another month it is one batch. A longer text than the mart's is shown as far as it fits.
  await world.change("ALTER TABLE customer MODIFY COLUMN phone_number TEXT");
  await world.change("UPDATE customer SET phone_number = REPEAT('5', 80) WHERE customer_id = 2");
  await world.change("DELETE FROM sales_team WHERE id = 2");
  await world.landAll([april]);
  const last = await world.run();
  assert.equal(last.error, undefined);
  assert.deepEqual(last.summary.months, ["2023-04"]);
  assert.deepEqual(
    await world.rows(
      "SELECT DISTINCT customer_id, CAST(full_name IS NULL AS CHAR) AS is_unknown, CAST(LENGTH(phone_number) AS CHAR) AS digits FROM customers_data_mart ORDER BY 1",
    ),
    [
      { customer_id: 1, is_unknown: "1", digits: null },
      { customer_id: 2, is_unknown: "0", digits: "50" },
      { customer_id: 3, is_unknown: "1", digits: null },
    ],
  );
  assert.deepEqual(
    await world.rows("SELECT DISTINCT sales_person_id FROM sales_team_data_mart WHERE full_name IS NOT NULL"),
    [{ sales_person_id: 3 }],
  );
});
