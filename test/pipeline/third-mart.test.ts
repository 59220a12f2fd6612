import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { productMart } from "../../examples/product-mart/product-mart.ts";
import { salesJob } from "../../jobs/sales/index.ts";
import { checkJob } from "../../src/job/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { RunOptions } from "../../src/pipeline/run-under-lease.ts";
import { createDeclaredTables, openWarehouse } from "../../src/warehouse/index.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

test("the page on writing a mart shows the code that runs", () => {
  const code = readFileSync("examples/product-mart/product-mart.ts", "utf8");
  assert.ok(readFileSync("docs/authoring.md", "utf8").includes(`\`\`\`ts\n${code}\`\`\``));
});

test("a mart that is declared has its table made, says that it is not computed, is filled by rebuild and kept by runs", async () => {
  await using world = await openWorld();
  const options: RunOptions = {
    job: checkJob({ ...salesJob, marts: [...salesJob.marts, productMart] }),
    settings: world.settings,
    asOf: "2026-01-01",
    signal: new AbortController().signal,
    logger: (bindings) => createLogger("silent", bindings),
  };
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  assert.equal((await world.run()).error, undefined);

  const without = await runPipeline(options);
  assert.match(String(without.error), /missing_table: the mart product_mart has no table\. Run `sales-pipeline init`/);
  await using warehouse = await openWarehouse(world.settings.mysql);
  assert.deepEqual(await createDeclaredTables(warehouse, options.job), ["product_mart"]);
  assert.deepEqual(await createDeclaredTables(warehouse, options.job), []);
  const months = [...new Set(SALES_FILE.text.match(/\d{4}-\d{2}(?=-\d{2})/g))].toSorted();
  assert.equal((await runPipeline(options)).summary.warnings["month_not_computed:product_mart"], months.length);

  const rebuilt = await rebuildPipeline(options);
  assert.equal(rebuilt.error, undefined);
  assert.deepEqual(rebuilt.summary.warnings, {});
  await expectWorkedExample(world);
  const rows = await world.rows(
    "SELECT product_name, sales_month, revenue, quantity FROM product_mart ORDER BY product_name, sales_month",
  );
  assert.deepEqual(rows, byProduct(SALES_FILE.text));
  assert.deepEqual(
    await world.keys("processed/product_mart/"),
    ["_manifest.json", ...months.map((month) => `sales_month=${month}/data.parquet`)].map(
      (name) => `processed/product_mart/${name}`,
    ),
  );

  const [header = ""] = SALES_FILE.text.split("\n");
  const late = `${header}\n1,121,sugar,${months[0]}-20,1,7,1,7\n`;
  await world.land("raw/sales/sales_data_late.csv", late);
  const { summary, error } = await runPipeline(options);
  assert.equal(error, undefined);
  assert.deepEqual(summary.marts["product_mart"]?.changed, 1);
  const all = byProduct(`${SALES_FILE.text.trimEnd()}\n${late.split("\n")[1]}\n`);
  assert.deepEqual(
    await world.rows("SELECT product_name, sales_month, revenue, quantity FROM product_mart ORDER BY 1, 2"),
    all,
  );
});

/** By hand: revenue and quantity of each product and month, of CSV without quotes. */
function byProduct(csv: string) {
  const [header = "", ...lines] = csv.trimEnd().split("\n");
  const names = header.split(",");
  const sums = new Map<string, { cents: bigint; quantity: bigint }>();
  for (const line of lines.filter((one) => !one.endsWith(","))) {
    const values = line.split(",");
    const value = (name: string): string => values[names.indexOf(name)] ?? "";
    const key = `${value("product_name")} ${value("sales_date").slice(0, 7)}`;
    const sum = sums.get(key) ?? { cents: 0n, quantity: 0n };
    const [whole = "0", fraction = ""] = value("total_cost").split(".");
    sum.cents += BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
    sum.quantity += BigInt(value("quantity"));
    sums.set(key, sum);
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { cents, quantity }]) => {
      const at = key.lastIndexOf(" ");
      const revenue = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
      return {
        product_name: key.slice(0, at),
        sales_month: key.slice(at + 1),
        revenue,
        quantity: String(quantity),
      };
    });
}
