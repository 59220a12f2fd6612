import assert from "node:assert/strict";
import { test } from "vitest";
import { rejectedRecords } from "../support/rejected-records.ts";
import { withFeeds } from "../support/settings.ts";
import { openWorld } from "../support/world.ts";

const SALES = `customer_id|store_id|product_name|sales_date|sales_person_id|price|quantity|total_cost|'caf\u00e9'
1|121|'cr\u00e8me|br\u00fbl\u00e9e'|2023-03-01|1|5.00|2|10.00|'l''\u00e9t\u00e9'
1|121|"tea|2023-03-02|1|1.00|1|1.00|a, b
1|121|\u00fcber|2023-03-03|1|1.00|1|1,00|
1|121|'two
lines'|2023-03-04|1|0.50|1|.50|
1|121|t\u00e9
`;
const CUSTOMERS = `customer_id\tfirst_name\tlast_name\taddress\tpincode\tphone_number\tcustomer_joining_date
1\tRen\u00e9e\tM\u00fcller\t~7, FC\tRoad~\t411004\t1\t2022-03-27
`;
const latin1 = (text: string) => Buffer.from(text, "latin1");

test("a feed's delimiter, quote and encoding are those of its files, also when a value holds line breaks", async () => {
  await using world = await openWorld();
  await world.land("raw/sales/sales_data_bars.csv", latin1(SALES));
  await world.land("raw/sales/sales_data_utf8.csv", `\ufeff${SALES}`);
  await world.land("raw/sales/sales_data_commas.csv", SALES.replaceAll("|", ","));
  await world.land("raw/customers/customers.csv", latin1(CUSTOMERS));
  const settings = withFeeds(world.settings, {
    sales: { delimiter: "|", quote: "'", encoding: "ISO-8859-1" },
    customers: { delimiter: "\t", quote: "~", encoding: "ISO-8859-1" },
  });

  const { error } = await world.run({ settings });

  assert.equal(error, undefined);
  assert.deepEqual(
    await world.rows(
      "SELECT object_key, status, SUBSTRING_INDEX(reason, ':', 1) AS reason FROM staging_files ORDER BY object_key",
    ),
    [
      { object_key: "raw/customers/customers.csv", status: "Processed", reason: null },
      { object_key: "raw/sales/sales_data_bars.csv", status: "Processed", reason: null },
      { object_key: "raw/sales/sales_data_commas.csv", status: "Invalid", reason: "missing_header" },
      { object_key: "raw/sales/sales_data_utf8.csv", status: "Invalid", reason: "bad_encoding" },
    ],
  );
  assert.deepEqual(
    await world.rows("SELECT full_name, address, total_purchases, total_sales FROM customers_data_mart"),
    [{ full_name: "Ren\u00e9e M\u00fcller", address: "7, FC\tRoad", total_purchases: "3", total_sales: "11.50" }],
  );
  assert.deepEqual((await rejectedRecords(world)).map(({ reasons, raw_record }) => [reasons, raw_record]).toSorted(), [
    [["malformed:total_cost"], "1|121|\u00fcber|2023-03-03|1|1.00|1|1,00|"],
    [["wrong_field_count"], "1|121|t\u00e9"],
  ]);
});
