import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { checkJob, JobError, type Mart } from "../../src/job/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { col, countDistinct, lit, percentile, sum } from "../../src/spark-connect/index.ts";
import { createDeclaredTables, openWarehouse } from "../../src/warehouse/index.ts";
import { verifyWorld } from "../support/verify-world.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

/** Values that do not add up: no folds, no partitions. */
const storeMart: Mart = {
  name: "store_mart",
  key: { store_id: "INT", sales_month: "CHAR(7)" },
  values: { buyers: "BIGINT", median_line: "DECIMAL(20,2)", revenue: "DECIMAL(20,2)" },
  balance: { amount: "revenue" },
  plan: (sales) =>
    sales
      .groupBy("store_id", "sales_month")
      .agg(
        countDistinct("customer_id").alias("buyers"),
        percentile("total_cost", 0.5).cast("decimal(20,2)").alias("median_line"),
        sum("total_cost").cast("decimal(20,2)").alias("revenue"),
      ),
};

const WRONG: Readonly<Record<string, readonly [plan: Mart["plan"], message: RegExp]>> = {
  "lacks a column": [
    (sales, rules) => storeMart.plan(sales, rules).drop("buyers"),
    /^The mart store_mart: Spark cannot make a plan of it: .*`buyers`.* must have the columns store_id, sales_month, buyers, median_line, revenue\.$/,
  ],
  "has no value": [
    (sales, rules) => storeMart.plan(sales, rules).withColumn("buyers", lit(null).cast("bigint")),
    /^The mart store_mart: MySQL does not take its rows: Column 'buyers' cannot be null\. Have its plan/,
  ],
  "has another type": [
    (sales, rules) => storeMart.plan(sales, rules).withColumn("buyers", lit("many")),
    /^The mart store_mart: its column buyers is of type string in Spark and of type BIGINT in MySQL, which would round or cut it\. Have the plan/,
  ],
};

const ALSO_WRONG: typeof WRONG = {
  "is not rounded": [
    (sales, rules) => storeMart.plan(sales, rules).withColumn("median_line", col("median_line").multiply(lit(0.5))),
    /its column median_line is of type double in Spark and of type DECIMAL\(20,2\) in MySQL/,
  ],
  "has two rows of a key": [
    (sales, rules) => storeMart.plan(sales, rules).union(storeMart.plan(sales.filter("store_id = 122"), rules)),
    /^The mart store_mart: its plan gives 2 rows of the key store_id 122, sales_month 2023-03\. Have it give one/,
  ],
  "does not add up": [
    (sales, rules) =>
      storeMart.plan(sales, rules).withColumn("revenue", col("revenue").minus(lit(1)).cast("decimal(20,2)")),
    /^The mart store_mart: the month 2023-0\d sums up to [\d.]+, the files to [\d.]+, in two attempts in a row\./,
  ],
};

test("a mart of medians and counts of different customers is right; one whose plan is wrong is one error that names it", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  const job = (mart: Mart) => checkJob({ ...salesJob, marts: [mart] });
  const run = (mart: Mart) =>
    runPipeline({
      job: job(mart),
      settings: world.settings,
      asOf: "2026-01-01",
      signal: new AbortController().signal,
      logger: (bindings) => createLogger("silent", bindings),
    });
  await using warehouse = await openWarehouse(world.settings.mysql);
  await createDeclaredTables(warehouse, job(storeMart));
  for (const [fault, [plan, message]] of Object.entries({ ...WRONG, ...ALSO_WRONG })) {
    const { error, summary } = await run({ ...storeMart, plan });
    assert.ok(error instanceof JobError, `${fault}: ${error}`);
    assert.match(error.message, message, fault);
    const attempts = await world.rows("SELECT state FROM batches WHERE run_id = ?", [summary.runId]);
    assert.equal(attempts.length, fault === "does not add up" ? 2 : 1, fault);
  }
  assert.equal((await run(storeMart)).error, undefined);
  const rows = await world.rows(
    "SELECT store_id, sales_month, buyers, median_line, revenue FROM store_mart ORDER BY 1, 2",
  );
  assert.deepEqual(
    rows.map((row) => Object.values(row).join(" ")),
    [
      "121 2023-03 3 310.00 2743.00",
      "121 2023-04 1 50.00 50.00",
      "122 2023-03 2 55.00 110.00",
      "999 2023-03 1 52.00 52.00",
    ],
  );
  assert.deepEqual(await verifyWorld(world, job(storeMart)), []);
});
