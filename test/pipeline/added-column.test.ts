import assert from "node:assert/strict";
import { test } from "vitest";
import { customers, salesJob } from "../../jobs/sales/index.ts";
import type { FeedColumn } from "../../src/feeds/index.ts";
import { checkJob, type Job, type Mart } from "../../src/job/index.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { replayPipeline } from "../../src/pipeline/commands/replay.ts";
import type { RunSummary } from "../../src/pipeline/outcome/run-summary.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { RunOptions } from "../../src/pipeline/run-under-lease.ts";
import { count, lit, sum } from "../../src/spark-connect/index.ts";
import { createDeclaredTables, openWarehouse } from "../../src/warehouse/index.ts";
import { runInput } from "../support/run-input.ts";
import { salesParquet } from "../support/sales-parquet.ts";
import { openWorld, type World } from "../support/world.ts";

const HEADER = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost";
const SALE = "1,121,sugar,2023-03-01,2,10.00,1,10.00";
const JSON_SALE =
  '{"customer_id":1,"store_id":121,"product_name":"salt","sales_date":"2023-03-04","sales_person_id":2,"price":1.00,"quantity":1,"total_cost":1.00}';

const storeMonths: Mart = {
  name: "store_months",
  key: { store_id: "INT", sales_month: "CHAR(7)" },
  values: { purchases: "BIGINT", total: "DECIMAL(20,2)" },
  balance: { amount: "total", count: "purchases" },
  plan: (facts) =>
    facts
      .groupBy("store_id", "sales_month")
      .agg(count(lit(1)).alias("purchases"), sum("total_cost").cast("decimal(20,2)").alias("total")),
  folds: { purchases: "sum", total: "sum" },
};

/** With how many of the sales tell their channel. */
const withChannels: Mart = {
  ...storeMonths,
  values: { ...storeMonths.values, channels: "BIGINT" },
  plan: (facts) =>
    facts
      .groupBy("store_id", "sales_month")
      .agg(
        count(lit(1)).alias("purchases"),
        sum("total_cost").cast("decimal(20,2)").alias("total"),
        count("channel").alias("channels"),
      ),
  folds: { ...storeMonths.folds, channels: "sum" },
};

const { subject: _, ...salesJobOfNobody } = salesJob;

const jobOf = (mart: Mart, column?: FeedColumn): Job =>
  checkJob({
    ...salesJobOfNobody,
    marts: [mart],
    ...(column && {
      facts: { ...salesJob.facts, columns: [...salesJob.facts.columns, column] },
      dimensions: [
        { ...customers, columns: [...customers.columns, column] },
        ...salesJob.dimensions.filter(({ name }) => name !== "customers"),
      ],
    }),
  });

const CHANNEL: FeedColumn = { name: "channel", kind: "text", required: false, maxLength: 20 };

test("a column that is added to a feed: files of before and those that still lack it go on to count, without a value", async () => {
  const before = jobOf(storeMonths);
  const after = jobOf(withChannels, { ...CHANNEL, mayLack: true });
  await using world = await openWorld({ job: before });
  await world.land("raw/sales/sales_data_old.csv", `${HEADER}\n${SALE}\n`);
  await world.land("raw/sales/sales_data_tagged.csv", `${HEADER},channel\n${SALE},web\n`);
  await run(world, before, (options) => runPipeline(options));
  assert.deepEqual(await months(world, ""), [{ sales_month: "2023-03", purchases: "2", total: "20.00" }]);

  // As docs/authoring.md says: init, rebuild. What was kept in additional_columns stays there until its file is replayed.
  await init(world, after);
  const rebuilt = await run(world, after, (options) => rebuildPipeline(options));
  assert.deepEqual(rebuilt.warnings, {});
  assert.deepEqual(await months(world), [{ sales_month: "2023-03", purchases: "2", total: "20.00", channels: "0" }]);
  const replayed = await run(world, after, (options) => replayPipeline({ ...options, target: { month: "2023-03" } }));
  assert.deepEqual(
    [replayed.files.processed, replayed.files.superseded, replayed.warnings["refused_replay"]],
    [2, 2, undefined],
  );
  assert.deepEqual(await months(world), [{ sales_month: "2023-03", purchases: "2", total: "20.00", channels: "1" }]);

  // Late files in both formats, and a dimension's file in the old one; of the large ones only a sample is read.
  await world.land("raw/sales/sales_data_late.csv", `${HEADER}\n${SALE.replace("03-01", "03-02")}\n`);
  await world.land(
    "raw/sales/sales_data_wide.csv",
    `${HEADER},till,channel\n${SALE.replace("03-01", "03-03")},7,app\n`,
  );
  await world.land("raw/sales/sales_data_late.jsonl", `${JSON_SALE}\n`.repeat(2_000));
  await world.land("raw/sales/sales_data_new.jsonl", `${JSON_SALE.replace("}", ',"channel":"app"}')}\n`);
  await world.land("raw/sales/sales_data_late.parquet", await salesParquet());
  await world.land("raw/sales/sales_data_new.parquet", await salesParquet({ channel: "'web'" }));
  await world.land(
    "raw/customers/customers.csv",
    `${customers.columns.map(({ name }) => name).join(",")}\n1,Ann,Lee,1 High St,12345,555,2020-01-01\n`,
  );
  const sampled = {
    ...world.settings,
    run: { ...world.settings.run, staging: "sample" as const, sampleBytes: 65_536 },
  };
  const late = await run(world, after, (options) => runPipeline({ ...options, settings: sampled }));
  assert.deepEqual([late.files.processed, late.files.invalid, late.rows.rejected], [7, 0, 0]);
  const [month] = await months(world);
  assert.deepEqual(month, { sales_month: "2023-03", purchases: "2007", total: "2202.00", channels: "4" });
  assert.deepEqual(await world.rows("SELECT first_name, channel FROM customer"), [
    { first_name: "Ann", channel: null },
  ]);

  // Without `mayLack` a replay of the same month is refused for each file that lacks the column, and says so; nothing else changes.
  const refused = await run(world, jobOf(withChannels, CHANNEL), (options) =>
    replayPipeline({ ...options, target: { file: "raw/sales/sales_data_old.csv" } }),
  );
  assert.deepEqual([refused.status, refused.files.processed, refused.files.invalid], ["processed", 0, 1]);
  assert.deepEqual(refused.warnings, { refused_replay: 1 });
  assert.deepEqual(await months(world), [month]);
});

async function init(world: World, job: Job): Promise<void> {
  await using warehouse = await openWarehouse(world.settings.mysql);
  await createDeclaredTables(warehouse, job);
}

async function run(
  world: World,
  job: Job,
  work: (options: RunOptions) => ReturnType<typeof runPipeline>,
): Promise<RunSummary> {
  const { summary, error } = await work({ ...runInput(world), job });
  assert.equal(error, undefined);
  return summary;
}

async function months(world: World, others = ", channels"): Promise<readonly object[]> {
  return await world.rows(`SELECT sales_month, purchases, total${others} FROM store_months ORDER BY sales_month`);
}
