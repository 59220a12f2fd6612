import assert from "node:assert/strict";
import { describe, test } from "vitest";
import { productMart } from "../../../examples/product-mart/product-mart.ts";
import { salesJob } from "../../../jobs/sales/index.ts";
import { underRules } from "../../../src/feeds/index.ts";
import type { InputField } from "../../../src/observability/index.ts";
import { columnLineageOf } from "../../../src/pipeline/lineage/input-fields.ts";
import { jobLineage } from "../../../src/pipeline/lineage/job-lineage.ts";
import type { SourceFile } from "../../../src/records/index.ts";
import { COLUMNS } from "../../fixtures/fixture.ts";
import { offlineSession } from "../../spark-connect/offline-session.ts";

const MARTS = { tieRule: "split" };
const RULES = {
  cleaning: { asOf: "2024-01-31", unknownReferences: "accept" as const, ...underRules(salesJob.facts, MARTS) },
  marts: MARTS,
};

function file(name: string, format: SourceFile["format"], columns: readonly string[]): SourceFile {
  return {
    fileId: 1,
    sizeBytes: 1_000,
    loadPath: `s3a://lake/raw/sales/${name}`,
    reportedPath: `s3a://lake/raw/sales/${name}`,
    format,
    columns,
    columnTypes: new Map(columns.map((column) => [column, "STRING"])),
    sampled: false,
    multiline: false,
    recordEnd: "\n",
    plain: false,
    preambleLines: 0,
    csv: { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: [] },
    folders: new Map(),
  };
}

function lineage(files: readonly SourceFile[], job = salesJob) {
  const { files: read, cleaned, marts } = jobLineage(offlineSession(), job, files, RULES);
  const table = (name: string) => ({ namespace: "mysql://db:3306", name: `shop.${name}` });
  const datasets = {
    files: read,
    raw: { namespace: "s3://lake", name: "raw/sales" },
    cleaned: { namespace: "s3://lake", name: `processed/sales` },
    table,
  };
  return {
    cleaned: cleaned && columnLineageOf(cleaned, datasets),
    mart: (name: string) => {
      const mart = marts[name];
      if (mart === undefined) throw new Error(`There is no mart ${name}.`);
      return columnLineageOf(mart, datasets);
    },
  };
}

/** `dataset.field`, of the inputs that are of a type. */
function fields(inputs: readonly InputField[] | undefined, subtype: string): readonly string[] {
  return (inputs ?? [])
    .filter(({ transformations }) => transformations.some((one) => one.subtype === subtype))
    .map(({ name, field }) => `${name}.${field}`)
    .toSorted();
}

const raw = (...names: readonly string[]) => names.map((name) => `raw/sales.${name}`).toSorted();

describe("the lineage of the job, from its own plans", () => {
  for (const [kind, sources] of Object.entries({
    "one CSV file": [file("a.csv", "csv", COLUMNS)],
    "CSV files whose columns are in another order": [
      file("a.csv", "csv", COLUMNS),
      file("b.csv", "csv", [...COLUMNS.toReversed(), "colour"]),
    ],
    "a Parquet file": [file("a.parquet", "parquet", COLUMNS)],
    "JSON lines": [file("a.jsonl", "jsonl", ["total_cost"])],
  })) {
    test(`an incentive reads back to the columns of the sales files: ${kind}`, () => {
      const { mart } = lineage(sources);
      const { incentive } = mart("sales_team_data_mart").fields;
      assert.deepEqual(fields(incentive, "AGGREGATION"), raw("total_cost"));
      assert.deepEqual(fields(incentive, "WINDOW"), raw("sales_date", "store_id", "total_cost"));
      // Whether a row counts hangs on all of its columns.
      assert.deepEqual(fields(incentive, "CONDITIONAL"), raw(...COLUMNS));
      assert.deepEqual(fields(incentive, "IDENTITY"), []);
    });
  }

  test("a cleaned sale's price comes of the price of the file, if the row counts; which rows there are is decided by none", () => {
    const { cleaned } = lineage([file("a.csv", "csv", [...COLUMNS, "colour"])]);
    assert.deepEqual(fields(cleaned?.fields["price"], "TRANSFORMATION"), raw("price"));
    assert.deepEqual(fields(cleaned?.fields["additional_columns"], "TRANSFORMATION"), raw("colour"));
    assert.deepEqual(fields(cleaned?.rows, "FILTER"), []);
  });

  test("a mart shows what the dimensions' tables say, and groups by columns of the files", () => {
    const { mart } = lineage([file("a.csv", "csv", COLUMNS)]);
    const { fields: columns, rows } = mart("customers_data_mart");
    assert.deepEqual(fields(columns["full_name"], "TRANSFORMATION"), [
      "shop.customer.first_name",
      "shop.customer.last_name",
    ]);
    assert.deepEqual(fields(columns["phone_number"], "IDENTITY"), ["shop.customer.phone_number"]);
    assert.deepEqual(fields(columns["total_purchases"], "AGGREGATION"), []);
    assert.ok(fields(rows, "GROUP_BY").includes("raw/sales.sales_date"), "by month");
    assert.ok(fields(rows, "JOIN").includes("shop.customer.customer_id"));
  });

  test("a column of a dimension that is matched by its name comes of that column; which row it is hangs on name and key", () => {
    const job = { ...salesJob, marts: [productMart] };
    const { fields: columns, rows } = lineage([file("a.csv", "csv", COLUMNS)], job).mart("product_mart");
    assert.deepEqual(fields(columns["current_price"], "IDENTITY"), ["shop.product.current_price"]);
    assert.ok(fields(rows, "JOIN").includes("shop.product.name"));
    const deciding = [...fields(rows, "FILTER"), ...fields(rows, "WINDOW")];
    for (const name of ["shop.product.id", "shop.product.name"]) assert.ok(deciding.includes(name), name);
  });

  test("without new files a mart comes of the cleaned sales", () => {
    const { cleaned, mart } = lineage([]);
    assert.equal(cleaned, undefined);
    const { incentive } = mart("sales_team_data_mart").fields;
    assert.deepEqual(fields(incentive, "AGGREGATION"), ["processed/sales.total_cost"]);
  });

  test("a column is left out where files of many layouts are not looked at", () => {
    const files = Array.from({ length: 51 }, (_, at) => file(`${at}.csv`, "csv", [...COLUMNS, `more_${at}`]));
    assert.deepEqual(lineage(files).mart("sales_team_data_mart").fields["incentive"], undefined);
  });
});
