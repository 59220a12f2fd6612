import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { test } from "vitest";
import { expectMarts } from "../support/expect-marts.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import { literal, queryText, type TextRow } from "../support/oracle/duckdb.ts";
import type { SourceFile } from "../support/oracle/source-file.ts";
import { rejectedRecords } from "../support/rejected-records.ts";
import { CUSTOMERS_FILE, SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";
const bytes = (text: string) => new TextEncoder().encode(text);
const sale = (person: number, total: string) =>
  JSON.stringify({
    customer_id: 1,
    store_id: 122,
    product_name: "salt",
    sales_date: "2023-05-02",
    sales_person_id: person,
    price: total,
    quantity: 1,
    total_cost: total,
  });

const FILES: Readonly<Record<string, Uint8Array>> = {
  // An exact tie of persons 1 and 2, each with an incentive of half a cent more than 1.00.
  "sales_data_tie.csv": bytes(
    `${HEADER}\n1,121,sugar,2023-05-01,1,100.50,1,100.50\n2,121,sugar,2023-05-01,2,100.50,1,100.50\n`,
  ),
  "sales_data_extra.csv": bytes(
    `${HEADER},payment,cashier\n1,121,sugar,2023-03-01,1,5,2,10,card,Asha\n2,121,sugar,2023-03-01,1,5,2,10,,\n1,121,sugar,2023-03-01,1,5,2,,card,Asha\n`,
  ),
  "sales_data_order.csv": bytes(
    "total_cost,quantity,price,sales_person_id,sales_date,product_name,store_id,customer_id\n30,3,10,2,2023-03-02,tea,122,2\n",
  ),
  "sales_data_gzip.csv.gz": gzipSync(`${HEADER}\n1,122,tea,2023-03-04,3,7.77,1,7.77\n`),
  "sales_data_crlf.csv": bytes(
    `${HEADER}\r\n1,122,coffee,2023-03-05,4,8,1,8\r\n2,122,coffee,2023-03-05,4,8,1,9\r\n2,122,coffee,2023-03-06,4,8,1,8\r\n`,
  ),
  "sales_data_bom.csv": bytes(`\uFEFF${HEADER}\n2,121,oil,2023-04-05,4,11,1,11\n`),
  "sales_data_quoted.csv": bytes(`${HEADER}\n1,121,"two\nlines, ""quoted""",2023-04-06,3,12,1,12\n`),
  "sales_data_lines.jsonl": bytes(`${sale(1, "3.50")}\n${sale(2, "2.50")}\n`),
  "sales_data_lines2.jsonl.gz": gzipSync(`${sale(3, "0.50")}\n`),
  "sales_data_unknown.csv": bytes(`${HEADER}\n99,999,oil,2023-04-05,77,1.50,1,1.50\n`),
};

test("every format gives exact marts, counts, rejected rows and additional columns", async () => {
  await using world = await openWorld();
  const files = { ...FILES, "sales_data_table.parquet": await parquetFile() };
  await world.landAll([CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE]);
  for (const [name, content] of Object.entries(files)) await world.land(`raw/sales/${name}`, content);

  const { summary, error } = await world.run();

  assert.equal(error, undefined);
  assert.deepEqual(summary.files, { processed: 14, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  const contract = await expectMarts(world, {
    files: Object.entries(files).map(([name, content]): SourceFile => ({ name, content })),
    dimensions: await readDimensions({
      customers: [dimension(CUSTOMERS_FILE)],
      stores: [dimension(STORES_FILE)],
      salesTeam: [dimension(SALES_TEAM_FILE)],
    }),
    asOf: "2026-01-01",
  });
  assert.deepEqual(summary.warnings, contract.warnings);
  const counts = await world.rows(
    "SELECT object_key, rows_read, rows_accepted, rows_rejected FROM staging_files WHERE feed = 'sales' ORDER BY object_key",
  );
  assert.deepEqual(
    counts.map((row) => Object.values(row).map(String)),
    contract.files
      .map((file) => [`raw/sales/${file.name}`, file.rowsRead, file.rowsAccepted, file.rowsRejected].map(String))
      .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
  );
  assert.deepEqual(
    (await rejectedRecords(world))
      .toSorted((a, b) => (a.object_key < b.object_key ? -1 : 1))
      .map(({ object_key, record_number, reasons }) => [object_key, record_number, reasons]),
    [
      ["raw/sales/sales_data_crlf.csv", 2, ["total_mismatch"]],
      ["raw/sales/sales_data_extra.csv", 3, ["missing:total_cost"]],
    ],
  );
  assert.deepEqual(await additionalColumns(world), [{ payment: "card", cashier: "Asha" }]);
});

function dimension({ key, text }: { readonly key: string; readonly text: string }): SourceFile {
  return { name: key, content: bytes(text) };
}

async function additionalColumns(world: World): Promise<readonly unknown[]> {
  const keys = (await world.keys("processed/sales/")).filter((key) => key.endsWith(".parquet"));
  return await inFolder(async (folder) => {
    const rows: TextRow[] = [];
    for (const key of keys) {
      const path = join(folder, "part.parquet");
      await writeFile(path, await world.read(key));
      const read = await queryText(
        `SELECT additional_columns FROM read_parquet(${literal(path)}, hive_partitioning = false) WHERE additional_columns IS NOT NULL`,
      );
      rows.push(...read.rows);
    }
    return rows.map((row) => JSON.parse(row["additional_columns"] ?? "null"));
  });
}

async function parquetFile(): Promise<Uint8Array> {
  return await inFolder(async (folder) => {
    const path = join(folder, "sales.parquet");
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT 1::INTEGER AS customer_id, 121::INTEGER AS store_id, 'rice' AS product_name, DATE '2023-03-08' AS sales_date,
              2::INTEGER AS sales_person_id, 40.25::DECIMAL(18,2) AS price, 2::INTEGER AS quantity, 80.50::DECIMAL(18,2) AS total_cost)
       TO ${literal(path)} (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    return await readFile(path);
  });
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "formats-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
