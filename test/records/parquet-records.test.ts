import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, test } from "vitest";
import { sparkPath } from "../../src/lake/index.ts";
import { readFooter } from "../../src/lake/inspect/parquet-footer.ts";
import { columnOf } from "../../src/lake/inspect/parquet-type.ts";
import { SESSION_SETTINGS } from "../../src/pipeline/spark/session-settings.ts";
import { parquetLayouts } from "../../src/records/parquet-layouts.ts";
import { parquetRecords } from "../../src/records/parquet-records.ts";
import type { SourceFile } from "../../src/records/source-file.ts";
import { liveSession } from "../spark-connect/live-session.ts";
import { FEEDS } from "../support/feeds.ts";
import { caseTwins, nullColumn, salesParquet } from "../support/sales-parquet.ts";

/** What each file has beside the columns of a sale, and what becomes of it in `additional_columns`. */
const EXTRAS: Readonly<Record<string, readonly [columns: Readonly<Record<string, string>>, json: string | null]>> = {
  none: [{}, null],
  numbers: [
    { i: "-7::BIGINT", u: "18446744073709551615::UBIGINT", d: "1.10::DECIMAL(38,2)", f: "1.5::DOUBLE", b: "true" },
    '{"i":-7,"u":18446744073709551615,"d":1.10,"f":1.5,"b":true}',
  ],
  "text-and-times": [
    {
      t: `'say "é"'`,
      at: "TIMESTAMP '2023-03-01 10:00:00.123456'",
      day: "DATE '2023-03-01'",
      raw: "'\\x01\\xff'::BLOB",
    },
    `{"t":"say \\"é\\"","at":"2023-03-01T10:00:00.123456","day":"2023-03-01","raw":"Af8="}`,
  ],
  nested: [
    { n: "{'list': [1.10::DECIMAL(4,2), NULL], 'map': MAP {'k': [{'deep': 1}]}, 'none': NULL::INTEGER}" },
    '{"n":{"list":[1.10,null],"map":{"k":[{"deep":1}]}}}',
  ],
  "what Spark does not read": [
    {
      nanos: "TIMESTAMP_NS '2023-03-01 10:00:00.123456789'",
      hour: "TIME '10:00:00'",
      id: "uuid()",
      partly: "{'a': 1, 'hour': TIME '10:00:00'}",
      list: "[uuid()]",
      kept: "1",
    },
    '{"partly":{"a":1},"kept":1}',
  ],
  "a column called _metadata": [{ _metadata: "1", file_path: "'x'" }, '{"_metadata":1,"file_path":"x"}'],
  "names of the job and of Spark": [
    {
      file_path: "7",
      record_number: "8",
      record_fault: "9",
      additional_columns: "'x'",
      written_0: "10",
      findings: "'y'",
      _TMP_metadata_row_index: "11",
      no_column: "12",
    },
    '{"file_path":7,"record_number":8,"record_fault":9,"additional_columns":"x","written_0":10,"findings":"y","no_column":12}',
  ],
  "odd names": [{ "a.b": "1", "c`d": "2", "e f": "3" }, '{"a.b":1,"c`d":2,"e f":3}'],
  "a column of two types": [{ kept: "'text'" }, '{"kept":"text"}'],
  "other types of what is needed": [
    {
      customer_id: "1::BIGINT",
      price: "40.25::DECIMAL(38,10)",
      quantity: "2::UTINYINT",
      total_cost: "80.5::DECIMAL(9,1)",
    },
    null,
  ],
};

test("every column that Spark reads is kept as JSON, and no other can end a run", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parquet-records-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const contents = new Map<string, Uint8Array>();
  const expected = new Map<string, string | null>();
  for (const [name, [columns, json]] of Object.entries(EXTRAS)) {
    contents.set(name, await salesParquet(columns));
    expected.set(name, json);
  }
  contents.set("names that differ in case", await caseTwins());
  expected.set("names that differ in case", '{"n":{"note":1,"NOTE":2},"PRICE":9}');
  const nullOnly = await nullColumn("extra");
  assert.equal(columnsOf(nullOnly).find(({ name }) => name === "extra")?.type, "null");
  contents.set("a column without values", nullOnly);
  expected.set("a column without values", null);
  contents.set("a needed column without values", await nullColumn("quantity"));
  expected.set("a needed column without values", null);
  const files: SourceFile[] = [];
  for (const [name, content] of contents) {
    const path = join(folder, `${name}.parquet`);
    await writeFile(path, content);
    files.push(sourceFile(path, content));
  }
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);

  const layouts = parquetLayouts(files);
  const rows = [];
  for (const layout of layouts) {
    const { frame } = parquetRecords(spark, FEEDS.sales, layout);
    rows.push(
      ...(await frame
        .select("file_path", "additional_columns", "price", "quantity", "record_number")
        .collect<Readonly<Record<string, string | null>>>()),
    );
  }

  const nameOf = (path: string | null | undefined) => basename(decodeURIComponent(path ?? ""), ".parquet");
  assert.deepEqual(
    Object.fromEntries(rows.map((row) => [nameOf(row["file_path"]), row["additional_columns"]])),
    Object.fromEntries(expected),
  );
  assert.deepEqual(new Set(rows.map(({ price }) => price)), new Set(["40.25"]));
  assert.deepEqual(
    rows.filter(({ quantity }) => quantity === null).map((row) => nameOf(row["file_path"])),
    ["a needed column without values"],
  );
  // All but those that contradict another's types.
  assert.equal(layouts.length, 4);
});

test("timestamps of 96 bits are instants, also those before 1900", async () => {
  const path = fileURLToPath(new URL("../fixtures/parquet/int96.parquet", import.meta.url));
  const spark = await liveSession();
  await spark.conf.setAll(SESSION_SETTINGS);
  const [layout, ...others] = parquetLayouts([sourceFile(path, await readFile(path))]);
  assert.ok(layout !== undefined && others.length === 0);

  const { frame } = parquetRecords(spark, FEEDS.sales, layout);
  const rows = await frame.orderBy("record_number").select("additional_columns").collect();

  assert.deepEqual(
    rows.map((row) => row["additional_columns"]),
    ['{"at":"2023-03-08T10:20:30.123456Z"}', '{"at":"1821-01-15T23:59:59.000001Z"}', null],
  );
});

function sourceFile(path: string, content: Uint8Array): SourceFile {
  const { load, reported } = sparkPath({ file: path });
  const columns = columnsOf(content);
  return {
    fileId: 1,
    sizeBytes: content.length,
    loadPath: load,
    reportedPath: reported,
    format: "parquet",
    columns: columns.map(({ name }) => name),
    columnTypes: new Map(columns.map(({ name, readAs }) => [name, readAs])),
    sampled: false,
    multiline: false,
    recordEnd: "\n",
    plain: false,
    preambleLines: 0,
    csv: { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: ["\\N"] },
    folders: new Map(),
  };
}

function columnsOf(content: Uint8Array) {
  const bytes = Buffer.from(content);
  const footerBytes = bytes.readUInt32LE(bytes.length - 8);
  return readFooter(bytes.subarray(bytes.length - 8 - footerBytes, -8)).columns.map(columnOf);
}
