import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { literal } from "./oracle/duckdb.ts";

/** A sale of 80.50 in SQL expressions by column. */
const SALE: Readonly<Record<string, string>> = {
  customer_id: "1::INTEGER",
  store_id: "121::INTEGER",
  product_name: "'rice'",
  sales_date: "DATE '2023-03-08'",
  sales_person_id: "2::INTEGER",
  price: "40.25::DECIMAL(18,2)",
  quantity: "2::INTEGER",
  total_cost: "80.50::DECIMAL(18,2)",
};

/** A Parquet file of one sale, with other or further columns, written by DuckDB. */
export async function salesParquet(expressions: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "sales-parquet-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const path = join(folder, "sales.parquet");
    const columns = Object.entries({ ...SALE, ...expressions }).map(
      ([name, sql]) => `${sql} AS "${name.replaceAll('"', '""')}"`,
    );
    await connection.run(`COPY (SELECT ${columns.join(", ")}) TO ${literal(path)} (FORMAT parquet)`);
    return await readFile(path);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

/** Names that differ in case only, nested and not. DuckDB takes them for one, so that they are put into the file afterwards. */
export async function caseTwins(expressions: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const written = await salesParquet({ ...expressions, n: "{'note': 1, 'nite': 2}", prixe: "9" });
  const text = Buffer.from(written).toString("latin1");
  return Buffer.from(text.replaceAll("nite", "NOTE").replaceAll("prixe", "PRICE"), "latin1");
}

/** A column that is nothing but NULL, annotated as Arrow does it: the annotation of a UUID is made the one of NULL. */
export async function nullColumn(
  name: string,
  expressions: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const content = Buffer.from(await salesParquet({ ...expressions, [name]: "NULL::UUID" }));
  const uuid = Buffer.of(0xec, 0x00, 0x00);
  const at = content.indexOf(uuid);
  assert.equal(content.indexOf(uuid, at + 1), -1);
  content[at] = 0xbc;
  return content;
}
