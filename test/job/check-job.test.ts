import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { checkJob, type Mart, type ShownColumns } from "../../src/job/index.ts";
import { JobError } from "../../src/job/job-error.ts";

const [customers] = salesJob.marts;
const FINE: Mart = {
  name: "product_mart",
  key: { product_name: "VARCHAR(255)", sales_month: "CHAR(7)" },
  values: { revenue: "DECIMAL(20,2)" },
  balance: { amount: "revenue" },
  partitionBy: ["sales_month"],
  plan: (sales) => sales,
};

const [PEOPLE, CITIES, , PRODUCTS] = salesJob.dimensions;
assert.ok(PEOPLE && CITIES && PRODUCTS);

/** It shows the column that `from` says of a dimension's rows. */
const showing = (more: Pick<ShownColumns, "dimension"> & Partial<ShownColumns>, from = "name"): readonly Mart[] => [
  { ...FINE, shows: [{ on: "product_name", columns: { c: { type: "VARCHAR(255)", from } }, ...more }] },
];

test("a mart that is declared right is taken as it is", () => {
  assert.deepEqual(checkJob({ ...salesJob, marts: [FINE] }).marts, [FINE]);
  const byName = showing({ dimension: PRODUCTS, by: "name" });
  assert.deepEqual(checkJob({ ...salesJob, marts: byName }).marts, byName);
  assert.equal(salesJob.marts.length, 2);
});

const WRONG: readonly (readonly [fault: string, marts: readonly Mart[], message: RegExp])[] = [
  ["two marts of one name", [FINE, FINE], /another mart has the same name/],
  ["a name that is no table's", [{ ...FINE, name: "Product-Mart" }], /must be lower-case letters/],
  ["a name that is too long", [{ ...FINE, name: "a".repeat(26) }], /at most 25/],
  [
    "no month in its key",
    [{ ...FINE, key: { product_name: "VARCHAR(255)" } }],
    /its key must have `sales_month: "CHAR\(7\)"`/,
  ],
  [
    "a type that is none",
    [{ ...FINE, values: { revenue: "DECIML(20,2)" } }],
    /the column revenue is of type DECIML\(20,2\)\. It may be INT/,
  ],
  ["a floating-point number", [{ ...FINE, values: { revenue: "DOUBLE" } }], /the column revenue is of type DOUBLE/],
  ["a column twice", [{ ...FINE, values: { ...FINE.values, product_name: "INT" } }], /product_name is declared twice/],
  ["a column of the engine's", [{ ...FINE, values: { ...FINE.values, batch_id: "INT" } }], /batch_id is the engine's/],
  ["a balance on nothing", [{ ...FINE, balance: { amount: "sales" } }], /its balance names sales/],
  ["a count on nothing", [{ ...FINE, balance: { amount: "revenue", count: "n" } }], /its balance names n/],
  ["a dimension on no key", [{ ...FINE, shows: customers?.shows ?? [] }], /it shows customers on customer_id/],
  [
    "a dimension that the job lacks",
    [{ ...FINE, shows: [{ dimension: { ...CITIES, name: "cities" }, on: "product_name", columns: {} }] }],
    /it shows cities, which is no dimension of the job/,
  ],
  [
    "a column of a dimension that it lacks",
    showing({ dimension: CITIES }, "colour"),
    /it shows colour of stores as c, which is none of that dimension's columns/,
  ],
  [
    "a dimension's key on a text",
    showing({ dimension: PRODUCTS }),
    /it shows products on product_name of type VARCHAR\(255\), and id of products is of kind "integer"\. Name under `by`/,
  ],
  [
    "rows matched by a column that the dimension lacks",
    showing({ dimension: PRODUCTS, by: "colour" }),
    /it shows products by colour, which is none of that dimension's columns/,
  ],
  [
    "rows matched by a column of another type",
    showing({ dimension: PRODUCTS, by: "id" }),
    /product_name of type VARCHAR\(255\), and id of products is of kind "integer"\.$/,
  ],
  [
    "rows matched by money",
    showing({ dimension: PRODUCTS, by: "current_price" }),
    /it shows products by current_price of kind "money"\. Rows are matched by integers, texts and flags/,
  ],
  [
    "persons who can be erased matched by what they are known by",
    showing({ dimension: PEOPLE, by: "phone_number" }, "address"),
    /it shows customers by phone_number, and these can be erased: .* Show them by customer_id/,
  ],
  ["a table of the engine's", [{ ...FINE, name: "runs" }], /the engine has a table of that name/],
  [
    "a view that is a table of the engine's",
    [{ ...FINE, views: { staging_files: "SELECT 1" } }],
    /its view staging_files: the engine has a table/,
  ],
  ["a table of a dimension's", [{ ...FINE, name: "customer" }], /another table of the job is called customer/],
  ["partitions without the month", [{ ...FINE, partitionBy: ["product_name"] }], /partitionBy must name sales_month/],
  [
    "partitions by text",
    [{ ...FINE, partitionBy: ["product_name", "sales_month"] }],
    /product_name of type VARCHAR\(255\)\. Only INT and BIGINT/,
  ],
  ["partitions by no key", [{ ...FINE, partitionBy: ["store_id", "sales_month"] }], /partitioned by store_id/],
  ["an order by nothing", [{ ...FINE, orderInPartition: ["rank"] }], /ordered by rank/],
  ["a fold of nothing", [{ ...FINE, folds: { profit: "sum" } }], /it folds or derives profit/],
  [
    "a derived nothing",
    [{ ...FINE, derived: { columns: ["rank"], from: (rows) => rows } }],
    /it folds or derives rank/,
  ],
  [
    "a value that is folded and derived",
    [{ ...FINE, folds: { revenue: "sum" }, derived: { columns: ["revenue"], from: (rows) => rows } }],
    /it derives revenue and folds it/,
  ],
  [
    "a watch on nothing",
    [{ ...FINE, watch: { column: "bonus", of: "product_name", tell: () => "x" } }],
    /watches bonus/,
  ],
  [
    "a watch of nobody",
    [{ ...FINE, watch: { column: "revenue", of: "person", tell: () => "x" } }],
    /watches by person/,
  ],
];

for (const [fault, marts, message] of WRONG) {
  test(`a mart with ${fault} is one clear error that names it`, () => {
    assert.throws(
      () => checkJob({ ...salesJob, marts }),
      (error) => error instanceof JobError && message.test(error.message) && error.message.startsWith("The mart "),
    );
  });
}
