import assert from "node:assert/strict";
import { test } from "vitest";
import { judgeName } from "../../../src/lake/index.ts";
import { SALES, STORES } from "./contracts.ts";

const FEEDS = [SALES, STORES];

function codesOf(key: string, sizeBytes = 1): readonly string[] {
  return judgeName(key, sizeBytes, FEEDS).faults.map(({ code }) => code);
}

test("a right name has no faults and belongs to the feed of its first folder", () => {
  for (const name of ["sales_data.csv", "2023/03/sales_data-x.csv.gz", "sales_data_1.jsonl", "sales_data.parquet"]) {
    assert.deepEqual(judgeName(`raw/sales/${name}`, 1, FEEDS), { feed: SALES, faults: [] });
  }
  assert.deepEqual(judgeName("raw/stores/stores.csv", 1, FEEDS), { feed: STORES, faults: [] });
});

test("each fault has its code", () => {
  const verdicts: readonly (readonly [key: string, codes: readonly string[]])[] = [
    ["raw/salse/sales_data.csv", ["unknown_feed"]],
    ["raw/sales_data.csv", ["unknown_feed"]],
    ["raw/sales/sales_data.xlsx", ["unsupported_format"]],
    ["raw/sales/sales_data.csv.zip", ["unsupported_format"]],
    ["raw/sales/sales_data.CSV", ["unsupported_format"]],
    ["raw/sales/sales_data", ["unsupported_format"]],
    ["raw/sales/sales data.csv", ["bad_name"]],
    ["raw/sales/returns.csv", ["bad_name"]],
    ["raw/sales//sales_data.csv", ["bad_name"]],
    ["raw/sales/../sales_data.csv", ["bad_name"]],
    ["raw/sales/a\u0001b/sales_data.csv", ["bad_name"]],
    ["raw/sales/a\tb/sales_data.csv", []],
    ["raw/other/x.txt", ["unknown_feed", "unsupported_format"]],
  ];
  for (const [key, codes] of verdicts) assert.deepEqual(codesOf(key), codes, key);
});

test("a file without a byte is empty, whatever else is wrong with it", () => {
  assert.deepEqual(codesOf("raw/sales/sales_data.csv", 0), ["empty_file"]);
  assert.deepEqual(codesOf("raw/sales/x.txt", 0), ["unsupported_format", "empty_file"]);
});

test("a name that Spark would pass over is bad, though a feed's pattern allows it", () => {
  const feeds = [{ ...SALES, namePattern: /./ }];
  for (const name of ["_sales.csv", ".sales.csv"]) {
    assert.deepEqual(
      judgeName(`raw/sales/${name}`, 1, feeds).faults.map(({ code }) => code),
      ["bad_name"],
    );
  }
});

test("the details say what is expected", () => {
  assert.deepEqual(
    ["raw/salse/x.csv", "raw/x.csv", "raw/sales/x.txt", "raw/stores/x.csv", "raw/\u001b[2J/\u202ex.csv"].map(
      (key) => judgeName(key, 1, FEEDS).faults[0]?.detail,
    ),
    [
      '"salse" is no feed; the feeds are sales, stores',
      "the file lies in no feed's folder; the feeds are sales, stores",
      '"x.txt" ends in none of .csv, .csv.gz, .jsonl, .jsonl.gz, .parquet',
      '"x.csv" does not match ^stores\\.csv$',
      '"\\u001b[2J" is no feed; the feeds are sales, stores',
    ],
  );
});
