import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { findNames } from "../../tools/engine-names/find-names.ts";
import { namesOfJob } from "../../tools/engine-names/names-of-job.ts";

test("what a job declares is found in code and in texts, in either spelling, and not in comments", () => {
  const code = [
    "/** The mart of store_id. */",
    " * of customers",
    "// store_id",
    "const sql = `SELECT store_id FROM t`; // of store_id",
    "return row.storeId + restored;",
    'feed === "customers" ? http://customers : stores_of',
  ].join("\n");
  assert.deepEqual(findNames(code, new Set(["store_id", "customers", "stores"])), [
    { line: 4, name: "store_id" },
    { line: 5, name: "store_id" },
    { line: 6, name: "customers" },
    { line: 6, name: "customers" },
  ]);
});

test("the names of the job for sales are those of all that it declares", () => {
  const names = namesOfJob(salesJob);
  for (const name of [
    "customers",
    "customer",
    "sales_data",
    "sales_person",
    "store_id",
    "incentive",
    "customer_totals",
  ])
    assert.ok(names.has(name), name);
  for (const name of ["sales_team_data_mart", "tieRule", "discount", "rejected_return", "total_mismatch", "pincode"])
    assert.ok(names.has(name), name);
});
