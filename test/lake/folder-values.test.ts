import assert from "node:assert/strict";
import { test } from "vitest";
import { repeatedFolder } from "../../src/lake/folder-values.ts";
import { folderValues } from "../../src/lake/index.ts";

for (const [key, values] of [
  ["raw/sales/sales_data.csv", {}],
  ["raw/sales/2024/01/sales_data.csv", {}],
  ["raw/sales/sales_date=2024-01-15/store_id=121/sales_data.csv", { sales_date: "2024-01-15", store_id: "121" }],
  ["raw/sales/load=1/x/sales_data.csv", { load: "1" }],
  ["raw/sales/note=a=b/sales_data.csv", { note: "a=b" }],
  ["raw/sales/sales_date=2024%2D01%2d15/sales_data.csv", { sales_date: "2024-01-15" }],
  ["raw/sales/at=10%3A30/city%20name=New York/sales_data.csv", { at: "10:30", "city name": "New York" }],
  ["raw/sales/city=M%C3%BCnchen/sales_data.csv", { city: "München" }],
  ["raw/sales/city=M%FCnchen/sales_data.csv", { city: "München" }],
  ["raw/sales/rate=100%/odd=%zz/sales_data.csv", { rate: "100%", odd: "%zz" }],
  ["raw/sales/country=__HIVE_DEFAULT_PARTITION__/store_id=/sales_data.csv", { country: null, store_id: null }],
  ["raw/sales/=1/sales_data.csv", {}],
  ["raw/sales/sales_data_a=b.csv", {}],
  ["raw/sales=1/sales_data.csv", {}],
] as const) {
  test(`the folders of ${key} say ${JSON.stringify(values)}`, () => {
    assert.deepEqual(Object.fromEntries(folderValues(key)), values);
  });
}

test("a column that two folders give is told", () => {
  assert.equal(repeatedFolder("raw/sales/store_id=1/store%5Fid=1/sales_data.csv"), "store_id");
  assert.equal(repeatedFolder("raw/sales/store_id=1/sales_date=2024-01-15/sales_data.csv"), undefined);
});
