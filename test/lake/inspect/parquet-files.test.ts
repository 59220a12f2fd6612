import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, test } from "vitest";
import { type Inspection, inspectFile } from "../../../src/lake/index.ts";
import { temporaryLake } from "../temporary-lake.ts";
import { SALES } from "./contracts.ts";

const lake = await temporaryLake();
const folder = await mkdtemp(join(tmpdir(), "parquet-files-"));
const duckdb = await (await DuckDBInstance.create()).connect();
afterAll(async () => {
  duckdb.closeSync();
  await rm(folder, { recursive: true });
  await lake.remove();
});

const SOUND = {
  customer_id: "range::INTEGER",
  product_name: "'sugar'",
  sales_date: "DATE '2023-03-01'",
  price: "1.50::DECIMAL(12,2)",
};

async function parquet(columns: Readonly<Record<string, string>>, rows = 3): Promise<Buffer> {
  const path = join(folder, "file.parquet");
  const select = Object.entries(columns).map(([name, expression]) => `${expression} AS "${name}"`);
  await duckdb.run(`COPY (SELECT ${select.join(", ")} FROM range(${rows})) TO '${path}' (FORMAT parquet)`);
  return readFile(path);
}

async function inspect(content: Buffer): Promise<Inspection> {
  const key = "raw/sales/sales_data.parquet";
  const outcome = await inspectFile(
    lake,
    { key, etag: await lake.put(key, content), sizeBytes: content.length },
    SALES,
  );
  assert.ok(outcome.kind === "inspected");
  return outcome.inspection;
}

async function faultsOf(content: Buffer): Promise<readonly string[]> {
  return (await inspect(content)).faults.map(({ code, detail }) => `${code}: ${detail}`);
}

test("a sound file: rows, columns, types and hash", async () => {
  const content = await parquet({ note: "{'a': [1.5::DOUBLE]}", ...SOUND }, 5_000);
  assert.deepEqual(await inspect(content), {
    feed: "sales",
    csv: SALES.csv,
    format: "parquet",
    compressed: false,
    sha256: createHash("sha256").update(content).digest("hex"),
    records: 5_000,
    lines: 0,
    preambleLines: 0,
    columns: ["note", "customer_id", "product_name", "sales_date", "price"],
    extraColumns: ["note"],
    multiline: false,
    faults: [],
    parquetTypes: [
      {
        name: "note",
        type: "struct<a: list<list: repeated struct<element: double>>>",
        readAs: "STRUCT<`a`: ARRAY<DOUBLE>>",
      },
      { name: "customer_id", type: "int32", readAs: "INT" },
      { name: "product_name", type: "string", readAs: "STRING" },
      { name: "sales_date", type: "date", readAs: "DATE" },
      { name: "price", type: "decimal(12,2)", readAs: "DECIMAL(12,2)" },
    ],
  });
});

test("no rows", async () => {
  const { records, faults } = await inspect(await parquet(SOUND, 0));
  assert.deepEqual({ records, faults }, { records: 0, faults: [] });
});

test("every exact type is right", async () => {
  for (const type of ["TINYINT", "SMALLINT", "BIGINT", "UINTEGER", "UBIGINT"]) {
    assert.deepEqual(await faultsOf(await parquet({ ...SOUND, customer_id: `1::${type}`, price: `2::${type}` })), []);
  }
  for (const price of ["1::DECIMAL(4,0)", "1::DECIMAL(18,4)", "1::DECIMAL(38,2)"]) {
    assert.deepEqual(await faultsOf(await parquet({ ...SOUND, price, sales_date: "'2023-03-01'" })), []);
  }
});

test("wrong types are named, all of them", async () => {
  const columns = {
    customer_id: "'1'",
    product_name: "1",
    sales_date: "TIMESTAMP '2023-03-01'",
    price: "1.5::DOUBLE",
  };
  assert.deepEqual(await faultsOf(await parquet(columns)), [
    'wrong_type:customer_id: "customer_id" (column 1) is string; it must be an integer type',
    'wrong_type:product_name: "product_name" (column 2) is int32; it must be a string',
    'wrong_type:sales_date: "sales_date" (column 3) is timestamp; it must be DATE or a string',
    'wrong_type:price: "price" (column 4) is double; it must be a decimal or an integer type',
  ]);
  assert.deepEqual(await faultsOf(await parquet({ ...SOUND, price: "1.5::FLOAT", customer_id: "[1]" })), [
    'wrong_type:customer_id: "customer_id" (column 1) is list<list: repeated struct<element: int32>>; it must be an integer type',
    'wrong_type:price: "price" (column 4) is float; it must be a decimal or an integer type',
  ]);
});

test("an extra column may be of any type, and says as what it is to be read", async () => {
  const types: Readonly<Record<string, string | undefined>> = {
    "1::DOUBLE": "DOUBLE",
    "'x'::BLOB": "BINARY",
    "'{}'::JSON": "STRING",
    "1::UBIGINT": "DECIMAL(20,0)",
    "1::DECIMAL(38,10)": "DECIMAL(38,10)",
    "TIMESTAMP '2023-03-01'": "TIMESTAMP_NTZ",
    "TIMESTAMPTZ '2023-03-01'": "TIMESTAMP",
    "MAP {'a': [1]}": "MAP<STRING, ARRAY<INT>>",
    "{'a`b': 1, 'hour': TIME '01:02:03'}": "STRUCT<`a``b`: INT>",
    "'2023-03-01'::TIMESTAMP_NS": undefined,
    "TIME '01:02:03'": undefined,
    "uuid()": undefined,
    "INTERVAL 1 DAY": undefined,
    "{'a': [uuid()]}": undefined,
    "MAP {DATE '2023-03-01': uuid()}": undefined,
  };
  for (const [extra, readAs] of Object.entries(types)) {
    const { faults, parquetTypes } = await inspect(await parquet({ ...SOUND, extra }));
    assert.deepEqual(faults, [], extra);
    assert.equal(parquetTypes?.find(({ name }) => name === "extra")?.readAs, readAs, extra);
  }
});

test("missing columns, and names that differ in case", async () => {
  const { price, ...rest } = SOUND;
  assert.deepEqual(await faultsOf(await parquet({ ...rest, Price: price })), [
    'missing_column:price: no column "price" in the schema; "Price" (column 4) differs in case',
  ]);
  const twice = (await parquet({ ...SOUND, prixe: "1" })).toString("latin1").replaceAll("prixe", "PRICE");
  assert.deepEqual(await faultsOf(Buffer.from(twice, "latin1")), []);
  assert.deepEqual(await faultsOf(await parquet({ a: "1" })), [
    `missing_header: none of the feed's columns in the schema: its columns are "a"`,
  ]);
});

test("a file that its writer has encrypted, whole or in a column, is told so, and is not called corrupt", async () => {
  const faults = async (name: string) =>
    faultsOf(await readFile(new URL(`../../fixtures/parquet/${name}.parquet`, import.meta.url)));
  assert.deepEqual(await faults("encrypted-footer"), [
    "unsupported_format: the file is encrypted; write it in plain, and have S3 encrypt it",
  ]);
  assert.deepEqual(await faults("encrypted-column"), [
    "unsupported_format: columns of the file are encrypted; write it in plain, and have S3 encrypt it",
  ]);
  assert.deepEqual(await faults("int96"), []);
});

test("what is cut off or no Parquet is corrupt, and has its hash all the same", async () => {
  const content = await parquet(SOUND, 5_000);
  const broken = {
    "cut at the end": content.subarray(0, -1),
    "cut in the middle": content.subarray(0, content.length / 2),
    "a few bytes": content.subarray(0, 5),
    text: Buffer.from("customer_id,product_name\n1,sugar\n"),
    "a footer of an absurd length": Buffer.concat([
      content.subarray(0, -8),
      Buffer.of(255, 255, 255, 255),
      Buffer.from("PAR1"),
    ]),
    "a footer of garbage": Buffer.concat([Buffer.alloc(100, 0xff), Buffer.of(50, 0, 0, 0), Buffer.from("PAR1")]),
  };
  for (const [title, bytes] of Object.entries(broken)) {
    const { faults, sha256 } = await inspect(bytes);
    assert.deepEqual(
      faults.map(({ code }) => code),
      ["corrupt_file"],
      title,
    );
    assert.equal(sha256, createHash("sha256").update(bytes).digest("hex"));
  }
});
