import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { withFeeds } from "../support/settings.ts";
import { openWorld } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";
const SALES = `${HEADER}\n9,121,salt,2023-03-01,1,12.50,2,25.00\n`;
/** As a spreadsheet saves a table beside which cells were once used. */
const WITH_EMPTY_COLUMNS = `${HEADER},,,
9,121,a,2023-03-01,1,5.00,2,10.00,,,
9,121,b,2023-03-01,1,5.00,2,10.00,,,
`;
const CUSTOMERS = Buffer.from(
  `customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date
9,Ann,O\u0092Brien,\u0080 Street,1,1,2020-01-01
,,,,,,
`,
  "latin1",
);

/** A gzip file of the same content, compressed at another time. */
function gzipAt(text: string, seconds: number): Buffer {
  const content = gzipSync(text);
  content.writeUInt32LE(seconds, 4);
  return content;
}

test("spreadsheets' files count as they are meant, and an export that was sent again counts once", async () => {
  await using world = await openWorld();
  const under = (encoding: "ISO-8859-1" | "windows-1252") => withFeeds(world.settings, { customers: { encoding } });
  await world.land("raw/sales/sales_data_1.csv.gz", gzipAt(SALES, 1_700_000_000));
  await world.land("raw/sales/sales_data_empty_columns.csv", WITH_EMPTY_COLUMNS);
  await world.land("raw/customers/customers_1.csv", CUSTOMERS);
  assert.equal((await world.run({ settings: under("ISO-8859-1") })).error, undefined);

  await world.land("raw/sales/sales_data_2.csv.gz", gzipAt(SALES, 1_700_000_060));
  await world.land("raw/sales/sales_data_3.csv", SALES);
  await world.land("raw/customers/customers_2.csv", CUSTOMERS);
  await world.land(
    "raw/sales/sales_data_empty_rows.csv",
    `sep=, \n${SALES.replace("salt", "c")},,,,,,,\n , ,\n,,,,,,,,,`,
  );
  const skip = { emptyRows: "skip" } as const;
  const skipping = withFeeds(under("windows-1252"), { sales: skip, customers: { ...skip, encoding: "windows-1252" } });
  const { error, summary } = await world.run({ settings: skipping });
  assert.equal(error, undefined);
  assert.deepEqual(summary.rows, { read: 1, accepted: 1, rejected: 0 });
  assert.equal(summary.warnings["empty_row"], 4);

  const files = await world.rows<{ object_key: string; status: string; reason: string | null }>(
    "SELECT object_key, status, reason FROM staging_files ORDER BY object_key",
  );
  assert.deepEqual(
    files.map(({ object_key, status }) => [object_key.replace("raw/", ""), status]),
    [
      ["customers/customers_1.csv", "Invalid"],
      ["customers/customers_2.csv", "Processed"],
      ["sales/sales_data_1.csv.gz", "Processed"],
      ["sales/sales_data_2.csv.gz", "Duplicate"],
      ["sales/sales_data_3.csv", "Duplicate"],
      ["sales/sales_data_empty_columns.csv", "Processed"],
      ["sales/sales_data_empty_rows.csv", "Processed"],
    ],
  );
  assert.match(files[0]?.reason ?? "", /^bad_encoding: .* 92 .*: set feeds\.customers\.encoding to windows-1252/);
  assert.deepEqual(await world.rows("SELECT full_name, address, total_sales FROM customers_data_mart"), [
    { full_name: "Ann O\u2019Brien", address: "\u20ac Street", total_sales: "70.00" },
  ]);
});
