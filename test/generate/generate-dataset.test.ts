import assert from "node:assert/strict";
import { test } from "vitest";
import { describeDataset } from "../../tools/generate/dataset.ts";
import { generateDataset } from "../../tools/generate/generate-dataset.ts";
import { formatMoney } from "../../tools/generate/money.ts";
import { computeContract } from "../support/oracle/compute-contract.ts";
import { AS_OF, contractOfFirstWave, filesOf, sourceFile } from "./generated-contract.ts";
import { MemorySink } from "./memory-sink.ts";
import { SMALL } from "./small-options.ts";

const sink = new MemorySink();
const dataset = await generateDataset(SMALL, sink);
const contract = await contractOfFirstWave(sink.files, dataset);

test("the same seed and options give the same bytes", async () => {
  const again = new MemorySink();
  assert.deepEqual(await generateDataset(SMALL, again), dataset);
  assert.deepEqual(again.files, sink.files);
});

test("another seed gives other sales", async () => {
  const other = new MemorySink();
  await generateDataset({ ...SMALL, seed: SMALL.seed + 1 }, other);
  const key = "raw/sales/sales_data_2025-01-01.csv";
  assert.notDeepEqual(other.files.get(key), sink.files.get(key));
});

test("files, rows and reasons of rejection are as declared", () => {
  assert.deepEqual(
    contract.files,
    filesOf(dataset, "sales").map(({ key, rows, badRows, rejectReasons }) => ({
      name: key,
      faults: [],
      rowsRead: rows,
      rowsAccepted: rows - badRows.length,
      rowsRejected: badRows.length,
      reasons: rejectReasons,
    })),
  );
  assert.equal(contract.sales.length, SMALL.rows);
});

test("sums by person are as declared", () => {
  for (const row of contract.salesTeamMart) {
    const total = dataset.totals.of(Number(row["store_id"]), row["sales_month"] ?? "", Number(row["sales_person_id"]));
    assert.equal(row["total_sales"], formatMoney(total));
  }
});

test("only the strangers are unknown", () => {
  assert.deepEqual(contract.warnings, { "unknown_reference:customer": 3, "unknown_reference:sales_person": 3 });
});

test("every kind of sales file is there", () => {
  const keys = filesOf(dataset, "sales").map(({ key }) => key);
  assert.equal(keys.length, 90);
  for (const extension of [/\.csv$/, /\.csv\.gz$/, /\.jsonl$/, /\.jsonl\.gz$/, /\.parquet$/]) {
    assert.ok(
      keys.some((key) => extension.test(key)),
      String(extension),
    );
  }
  const texts = keys
    .filter((key) => key.endsWith(".csv"))
    .map((key) => Buffer.from(sink.files.get(key) ?? []).toString());
  assert.equal(texts.filter((text) => text.startsWith("\uFEFF")).length, 1);
  assert.ok(texts.some((text) => text.includes("\r\n")));
  assert.ok(texts.some((text) => text.includes('"card, ""contactless"""')));
  assert.ok(texts.some((text) => text.startsWith("sales_date,")));
});

test("bad files have the faults that are declared", async () => {
  // Faults of the name are not the oracle's: it takes the files that count.
  const inContent = dataset.files.filter(
    ({ fault }) => fault !== null && !["bad_name", "unsupported_format", "unknown_feed"].includes(fault),
  );
  const { files } = await computeContract({
    files: inContent.map(({ key }) => sourceFile(sink.files, key)),
    dimensions: { customers: [], stores: [], salesTeam: [] },
    asOf: AS_OF,
  });
  assert.deepEqual(
    files.map(({ faults }) => faults),
    inContent.map(({ fault }) => [fault]),
  );
  assert.equal(dataset.files.filter(({ fault }) => fault !== null).length, 9);
});

test("without faults everything is good", async () => {
  const clean = await generateDataset({ ...SMALL, faults: false }, new MemorySink());
  assert.ok(clean.files.every(({ fault, badRows }) => fault === null && badRows.length === 0));
});

test("a description says how much of what there is", () => {
  assert.deepEqual(describeDataset(dataset).slice(1, 3), [
    "90 sales files with 6017 rows, 17 of them bad: 4 missing_customer, 2 negative_quantity, 3 wrong_total, 2 future_date, 3 malformed_price, 3 truncated_line",
    "4 dimension files with 237 rows",
  ]);
});

test("an option out of range is named", async () => {
  await assert.rejects(
    generateDataset({ ...SMALL, rows: 0 }, sink),
    new RangeError("--rows is 0. Give a whole number from 1 to 1000000000."),
  );
});
