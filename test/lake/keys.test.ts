import assert from "node:assert/strict";
import { test } from "vitest";
import {
  cleanedSalesPrefix,
  errorFileKey,
  errorRowsPrefix,
  feedOfKey,
  isFolderMarker,
  manifestKey,
  nameOfKey,
  partitionKey,
  processedFileKey,
  rawPrefix,
  reasonKeyOf,
  workPrefix,
} from "../../src/lake/index.ts";

const MART = "sales_team_data_mart";

test("the keys are those of the contract", () => {
  assert.deepEqual(
    [
      rawPrefix("sales"),
      processedFileKey("sales", 7, "sales_data.csv"),
      errorFileKey("sales", 7, "sales_data.csv"),
      errorFileKey(undefined, 7, "x.txt"),
      reasonKeyOf(errorFileKey("sales", 7, "sales_data.csv")),
      errorRowsPrefix("b1"),
      cleanedSalesPrefix("b1"),
      partitionKey("sales_team_data_mart", "store_id=121/sales_month=2023-03"),
      manifestKey(MART),
      workPrefix("b1"),
    ],
    [
      "raw/sales/",
      "processed/files/sales/7/sales_data.csv",
      "error/files/sales/7/sales_data.csv",
      "error/files/_unknown/7/x.txt",
      "error/files/sales/7/sales_data.csv.reason.json",
      "error/rows/batch=b1/",
      "processed/sales/batch=b1/",
      "processed/sales_team_data_mart/store_id=121/sales_month=2023-03/data.parquet",
      "processed/sales_team_data_mart/_manifest.json",
      "_work/batch=b1/",
    ],
  );
});

test("the feed is the first folder below raw/", () => {
  assert.deepEqual(["raw/sales/x.csv", "raw/sales/2023/x.csv", "raw/x.csv", "other/sales/x.csv"].map(feedOfKey), [
    "sales",
    "sales",
    undefined,
    undefined,
  ]);
});

test("names and folder markers", () => {
  assert.equal(nameOfKey("raw/sales/2023/x.csv"), "x.csv");
  assert.deepEqual(["raw/sales/", "raw/sales/x.csv"].map(isFolderMarker), [true, false]);
});

test("a name that would be too long keeps its end, with whole characters", () => {
  const key = reasonKeyOf(errorFileKey("sales", 1, `${"é".repeat(300)}.csv`));
  assert.ok(Buffer.byteLength(nameOfKey(key)) <= 255);
  assert.match(key, /^error\/files\/sales\/1\/é{119}\.csv\.reason\.json$/);
});
