import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";

// DuckDB reads decimals from CSV text exactly; from JSON it would read floating-point numbers first.
const CSV_TO_PARQUET = `
  COPY (
    SELECT * FROM read_csv($csv, header = true, auto_detect = false, columns = {
      customer_id: 'INTEGER', store_id: 'INTEGER', product_name: 'VARCHAR', sales_date: 'DATE',
      sales_person_id: 'INTEGER', price: 'DECIMAL(10,2)', quantity: 'INTEGER', total_cost: 'DECIMAL(12,2)'
    })
  ) TO '$parquet' (FORMAT parquet)`;

/** The sales of a CSV file, with the contract's columns in their order, as a Parquet file. */
export async function* parquetBytes(csv: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "generate-"));
  try {
    const from = join(folder, "sales.csv");
    const to = join(folder, "sales.parquet");
    await pipeline(Readable.from(csv), createWriteStream(from));
    await convert(from, to);
    yield* createReadStream(to);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function convert(csv: string, parquet: string): Promise<void> {
  // With more threads the bytes would depend on the machine.
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    await connection.run(
      CSV_TO_PARQUET.replace("$parquet", () => parquet.replaceAll("'", "''")),
      { csv },
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
