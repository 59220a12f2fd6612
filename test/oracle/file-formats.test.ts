import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { test } from "vitest";
import { contractOf, HEADER, salesCsv, textFile } from "./sales-csv.ts";

const LINES = ["1,121,sugar,2023-03-01,4,1.50,2,3.00", "2,121,maida,2023-03-02,5,20,1,20"];
const PLAIN = await contractOf(salesCsv(...LINES));

const SAME: readonly (readonly [what: string, name: string, content: Uint8Array])[] = [
  ["with CRLF and a byte order mark", "a.csv", Buffer.from(`\uFEFF${[HEADER, ...LINES].join("\r\n")}\r\n`)],
  ["compressed", "a.csv.gz", gzipSync([HEADER, ...LINES].join("\n"))],
  [
    "with blank lines and blanks around values",
    "a.csv",
    Buffer.from(`${HEADER}\n\n${LINES.join("\n  \n").replaceAll(",", " , ")}`),
  ],
  [
    "as JSON lines, numbers partly as text",
    "a.jsonl",
    Buffer.from(
      `{"customer_id":1,"store_id":121,"product_name":"sugar","sales_date":"2023-03-01","sales_person_id":"4","price":1.50,"quantity":2,"total_cost":"3.00"}
{"total_cost":20,"customer_id":2,"store_id":121,"product_name":"maida","sales_date":"2023-03-02","sales_person_id":5,"price":20,"quantity":1}\n`,
    ),
  ],
  ["as Parquet", "a.parquet", await parquet("DECIMAL(10,2)")],
];

for (const [what, name, content] of SAME) {
  test(`the same sales ${what} give the same result`, async () => {
    const { sales, salesTeamMart, customersMart } = await contractOf({ name, content });
    assert.deepEqual(sales, PLAIN.sales);
    assert.deepEqual(salesTeamMart, PLAIN.salesTeamMart);
    assert.deepEqual(customersMart, PLAIN.customersMart);
  });
}

test("columns are found by name, and unknown ones are kept", async () => {
  const { sales } = await contractOf(
    textFile(
      "a.csv",
      'payment_mode,quantity,price,total_cost,customer_id,store_id,product_name,sales_date,sales_person_id,note\n"card, ""visa""",2,1.50,3,1,121,sugar,2023-03-01,4,\n',
    ),
  );
  assert.deepEqual(sales, [{ ...PLAIN.sales[0], additional: { payment_mode: 'card, "visa"' } }]);
});

const REFUSED: readonly (readonly [what: string, name: string, content: Uint8Array, faults: readonly string[]])[] = [
  ["no bytes", "a.csv", Buffer.alloc(0), ["empty_file"]],
  ["no header", "a.csv", Buffer.from(LINES.join("\n")), ["missing_header"]],
  [
    "two columns missing",
    "a.csv",
    Buffer.from("customer_id,store_id,product_name,sales_date,sales_person_id,price\n"),
    ["missing_column:quantity", "missing_column:total_cost"],
  ],
  ["a column twice", "a.csv", Buffer.from(`${HEADER},price\n`), ["duplicate_column:price"]],
  ["half an archive", "a.csv.gz", gzipSync([HEADER, ...LINES].join("\n")).subarray(0, 60), ["corrupt_file"]],
  ["an open quote", "a.csv", Buffer.from(`${HEADER}\n1,121,"sugar`), ["corrupt_file"]],
  ["bytes that are no UTF-8", "a.csv", Buffer.from([0xff, 0x41]), ["bad_encoding"]],
  [
    "JSON lines without a price",
    "a.jsonl",
    Buffer.from(
      '{"customer_id":1,"store_id":1,"product_name":"x","sales_date":"2023-01-01","sales_person_id":1,"quantity":1,"total_cost":1}\n',
    ),
    ["missing_column:price"],
  ],
  ["floating-point money in Parquet", "a.parquet", await parquet("DOUBLE"), ["wrong_type:price"]],
];

for (const [what, name, content, faults] of REFUSED) {
  test(`a file with ${what} is refused: ${faults.join(", ")}`, async () => {
    const { files } = await contractOf({ name, content });
    assert.deepEqual(files, [{ name, faults, rowsRead: 0, rowsAccepted: 0, rowsRejected: 0, reasons: {} }]);
  });
}

test("a header and no rows is a good file", async () => {
  const { files } = await contractOf(salesCsv());
  assert.deepEqual(files[0]?.faults, []);
  assert.equal(files[0]?.rowsRead, 0);
});

test("rows that cannot be taken apart are rejected for that alone", async () => {
  const csv = await contractOf(salesCsv(...LINES, "1,121,sugar"));
  assert.deepEqual(csv.files[0]?.reasons, { wrong_field_count: 1 });
  const json = await contractOf(
    textFile(
      "a.jsonl",
      '{"customer_id":1,"store_id":121,"product_name":"sugar","sales_date":"2023-03-01","sales_person_id":4,"price":1,"quantity":1,"total_cost":1}\n{"customer_id":\n',
    ),
  );
  assert.deepEqual(json.files[0]?.reasons, { unparsable: 1 });
});

test("half of the rows may be rejected; one more, and none counts", async () => {
  const half = await contractOf(salesCsv(...LINES, "x", "x"));
  assert.deepEqual([half.files[0]?.faults, half.files[0]?.rowsAccepted], [[], 2]);
  const more = await contractOf(salesCsv(...LINES, "x", "x", "x"));
  assert.deepEqual(more.files[0], {
    name: "sales_data.csv",
    faults: ["too_many_rejected_rows"],
    rowsRead: 5,
    rowsAccepted: 0,
    rowsRejected: 5,
    reasons: { wrong_field_count: 3 },
  });
  assert.deepEqual(more.sales, []);
});

/** The lines as a Parquet file, with prices of the SQL type. */
async function parquet(priceType: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "file-formats-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    const path = join(folder, "sales.parquet");
    await connection.run(
      `COPY (SELECT 1 AS customer_id, 121 AS store_id, 'sugar' AS product_name, DATE '2023-03-01' AS sales_date,
                    4 AS sales_person_id, 1.50::${priceType} AS price, 2 AS quantity, 3.00::DECIMAL(10,2) AS total_cost
             UNION ALL SELECT 2, 121, 'maida', DATE '2023-03-02', 5, 20, 1, 20) TO '${path}' (FORMAT parquet)`,
    );
    return await readFile(path);
  } finally {
    connection.closeSync();
    await rm(folder, { recursive: true });
  }
}
