import assert from "node:assert/strict";
import { test } from "vitest";
import { salesParquet } from "../support/sales-parquet.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";
const SALE = "1,121,tea,2023-03-01,4,5,2,10";
const json = (extra: string) =>
  `{"customer_id":1,"store_id":121,"product_name":"tea","sales_date":"2023-03-01","sales_person_id":4,"price":5,"quantity":2,"total_cost":10,${extra}}`;

/** What Excel, pandas, Arrow and other senders make of a sale; each file has one of 10.00, or of 80.50 in Parquet. */
async function files(): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const daily = Array.from(
    { length: 30 },
    (_, day) => [`day${day}.csv`, `${HEADER},day_${day}\n${SALE},${day}\n`] as const,
  );
  return {
    "sep.csv": `sep=,\r\n${HEADER}\r\n${SALE}\r\n`,
    "sep2.csv": `sep=;\n${HEADER.replaceAll(",", ";")}\n${SALE.replaceAll(",", ";")}\n`,
    "trailing.csv": `${HEADER},,,\n${SALE},,,\n`,
    "extra.jsonl": json('"extra":{"a":1,"a":2}'),
    "huge.jsonl": json('"extra":1e400'),
    ...Object.fromEntries(daily),
    "null.parquet": await salesParquet({ note: "NULL" }),
    "metadata.parquet": await salesParquet({ _metadata: "1", file_path: "'x'", record_number: "7" }),
    "names.parquet": await salesParquet({ _tmp_metadata_row_index: "11", findings: "'x'", additional_columns: "2" }),
    "nanos.parquet": await salesParquet({ at: "TIMESTAMP_NS '2023-03-01 10:00:00.123456789'", id: "uuid()" }),
  };
}

test("files that spreadsheets and data frames write count in one run", async () => {
  await using world = await openWorld();
  for (const { key, text } of DIMENSION_FILES) await world.land(key, text);
  const sales = Object.entries(await files());
  for (const [name, content] of sales) await world.land(`raw/sales/sales_data_${name}`, content);

  const { summary, error } = await world.run();

  assert.equal(error, undefined);
  assert.equal(summary.files.processed, sales.length + DIMENSION_FILES.length);
  assert.deepEqual(summary.rows, { read: sales.length, accepted: sales.length, rejected: 0 });
  const [total] = await world.rows("SELECT SUM(total_sales) AS total FROM customers_data_mart");
  assert.deepEqual(total, { total: "672.00" });
});
