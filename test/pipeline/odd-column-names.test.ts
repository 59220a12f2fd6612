import assert from "node:assert/strict";
import { test } from "vitest";
import { customers, salesJob } from "../../jobs/sales/index.ts";
import type { FeedColumn } from "../../src/feeds/index.ts";
import { checkJob, type Job, type Mart } from "../../src/job/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { count, lit, sum } from "../../src/spark-connect/index.ts";
import { runInput } from "../support/run-input.ts";
import { salesParquet } from "../support/sales-parquet.ts";
import { openWorld, type World } from "../support/world.ts";

/** Each is, or was, what the engine calls a column or a step of its own, or is what it would be called without care. */
const ODD = [
  ...["line", "value", "text", "id", "unparsed_record", "field_0", "field_8", "names", "texts", "fields", "positions"],
  ...["header_path", "known_path", "known_id", "known_key_0", "given_path", "given_members", "given_0", "written_0"],
  ...["watched_0", "recent_day", "recent_day_text", "recent_month", "price_text", "price_cast", "price_value"],
  ...["cast_0", "value_0", "row_faults", "object_key", "recency", "nth", "variants", "parsed", "whole", "ends"],
];

const odd = ODD.map((name): FeedColumn => ({ name, kind: "text", required: false, maxLength: 20, mayLack: true }));

const storeMonths: Mart = {
  name: "store_months",
  key: { store_id: "INT", sales_month: "CHAR(7)" },
  values: { purchases: "BIGINT", odd: "BIGINT", total: "DECIMAL(20,2)" },
  balance: { amount: "total", count: "purchases" },
  plan: (facts) =>
    facts.groupBy("store_id", "sales_month").agg(
      count(lit(1)).alias("purchases"),
      ODD.map((name) => count(name))
        .reduce((all, one) => all.plus(one))
        .alias("odd"),
      sum("total_cost").cast("decimal(20,2)").alias("total"),
    ),
};

const { subject: _, ...salesJobOfNobody } = salesJob;
const job: Job = checkJob({
  ...salesJobOfNobody,
  marts: [storeMonths],
  facts: { ...salesJob.facts, columns: [...salesJob.facts.columns, ...odd] },
  dimensions: salesJob.dimensions.map((feed) =>
    feed.name === "customers" ? { ...customers, columns: [...customers.columns, ...odd] } : feed,
  ),
});

const SALE = { customer_id: 1, store_id: 121, product_name: "sugar", sales_date: "2023-03-01", sales_person_id: 2 };
const COSTS = { price: 10, quantity: 1, total_cost: 10 };
const VALUES_OF_ODD = Object.fromEntries(ODD.map((name) => [name, "x"]));
const PRICED = { ...SALE, ...COSTS, ...VALUES_OF_ODD };
const FAULTY = { ...PRICED, quantity: "one" };
const CUSTOMER = {
  ...{ customer_id: 1, first_name: "Ann", last_name: "Lee", address: "1 High St", pincode: 12345 },
  ...{ phone_number: 555, customer_joining_date: "2020-01-01" },
  ...VALUES_OF_ODD,
};

function csv(rows: readonly object[], asWritten: (cells: readonly unknown[]) => readonly unknown[] = (cells) => cells) {
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  return lines.map((cells) => `${asWritten(cells).join(",")}\n`).join("");
}

function jsonl(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

test("columns may bear any name that the engine does not give to a row, in every format", async () => {
  await using world = await openWorld({ job });
  await world.land("raw/sales/sales_data_plain.csv", csv([PRICED, FAULTY]));
  await world.land(
    "raw/sales/sales_data_turned.csv",
    csv([PRICED, PRICED, FAULTY], (cells) => cells.toReversed()),
  );
  await world.land("raw/sales/sales_data_lines.jsonl", jsonl([PRICED, FAULTY]));
  await world.land("raw/sales/line=web/sales_data_folder.csv", csv([{ ...SALE, ...COSTS }]));
  await world.land("raw/sales/sales_data_table.parquet", await salesParquet({ line: "'x'", written_0: "'x'" }));
  await world.land("raw/customers/customers.csv", csv([CUSTOMER, { ...CUSTOMER, customer_id: "two" }]));
  await world.land(
    "raw/customers/customers_conflict.csv",
    csv(["Cy", "Di"].map((first_name) => ({ ...CUSTOMER, customer_id: 3, first_name }))),
  );
  const first = await run(world, world.settings);
  assert.deepEqual(first.rows, { read: 9, accepted: 6, rejected: 3 });
  assert.deepEqual([first.files.processed, first.files.invalid], [6, 1]);

  await world.land("raw/sales/sales_data_sampled.csv", csv([PRICED, ...Array<object>(2_000).fill(PRICED), FAULTY]));
  await world.land("raw/sales/sales_data_sampled.jsonl", jsonl([...Array<object>(500).fill(PRICED), FAULTY]));
  const sampled = {
    ...world.settings,
    run: { ...world.settings.run, staging: "sample" as const, sampleBytes: 65_536 },
  };
  const second = await run(world, sampled);
  assert.deepEqual(second.rows, { read: 2_503, accepted: 2_501, rejected: 2 });
  assert.deepEqual(await world.rows("SELECT CAST(SUM(odd) AS CHAR) AS odd FROM store_months"), [
    { odd: String(ODD.length * (1 + 2 + 1 + 2_501) + 1 + 2) },
  ]);
  assert.deepEqual(await world.rows("SELECT customer_id, variants FROM customer"), [{ customer_id: 1, variants: "x" }]);
});

async function run(world: World, settings: World["settings"]) {
  const { summary, error } = await runPipeline({ ...runInput(world), settings, job });
  assert.equal(error, undefined);
  return summary;
}
