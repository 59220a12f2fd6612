import assert from "node:assert/strict";
import { test } from "vitest";
import productJob from "../../examples/product-mart/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { erasePipeline } from "../../src/pipeline/commands/erase.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { RunOptions } from "../../src/pipeline/run-under-lease.ts";
import { openSpark } from "../../src/pipeline/spark/open-spark.ts";
import { createDeclaredTables, openWarehouse } from "../../src/warehouse/index.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { verifyWorld } from "../support/verify-world.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

test("a mart that is declared has its table made, says that it is not computed, is filled by rebuild and kept by runs", async () => {
  await using world = await openWorld();
  const options: RunOptions = {
    job: productJob,
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
  const prices = new Map([
    ["clinic plus", "1.50"],
    ["quaker oats", "212.00"],
    ["sugar", "50.00"],
  ]);
  await expectProductMart(world, byProduct(SALES_FILE.text, prices));
  assert.deepEqual(
    await world.keys("processed/product_mart/"),
    ["_manifest.json", ...months.map((month) => `sales_month=${month}/data.parquet`)].map(
      (name) => `processed/product_mart/${name}`,
    ),
  );

  // Of two products of one name that with the lower key is shown, in the run's month and in the other alike.
  const [header = ""] = SALES_FILE.text.split("\n");
  const late = `${header}\n1,121,sugar,${months[0]}-20,1,7,1,7\n1,121,${"x".repeat(300)},${months[0]}-20,1,8,1,8\n`;
  await world.land("raw/sales/sales_data_late.csv", late);
  await world.land(
    "raw/products/products_2.csv",
    `${PRODUCT_COLUMNS}\n9,sugar,99.00,,,,\n4,besan,52.00,,,,\n5,Maida,20.00,,,,\n3,sugar,51.00,50.00,,,\n`,
  );
  const { summary, error } = await runPipeline(options);
  assert.equal(error, undefined);
  assert.deepEqual(summary.months, [months[0]]);
  assert.deepEqual(summary.marts["product_mart"]?.changed, 4);
  const all = `${SALES_FILE.text.trimEnd()}\n${late.slice(header.length + 1)}`;
  prices.set("sugar", "51.00").set("besan", "52.00");
  await expectProductMart(world, byProduct(all, prices));

  // Without sales, and by somebody who changes the table: what has its name now is shown, in MySQL and in the partitions.
  await world.change("UPDATE product SET name = 'brown sugar' WHERE id = 3");
  const renamed = await runPipeline(options);
  assert.equal(renamed.error, undefined);
  assert.deepEqual([renamed.summary.status, renamed.summary.months], ["processed", []]);
  assert.equal(renamed.summary.marts["product_mart"]?.changed, months.length);
  prices.set("sugar", "99.00");
  await expectProductMart(world, byProduct(all, prices));
  assert.equal((await runPipeline(options)).summary.status, "nothing_to_do");

  // Whoever is forgotten leaves no trace in what is said of products.
  const { error: failed } = await erasePipeline({ ...options, key: 1 });
  assert.equal(failed, undefined);
  await expectProductMart(world, byProduct(all, prices));
  assert.deepEqual(await verifyWorld(world, productJob), []);
});

const PRODUCT_COLUMNS = "id,name,current_price,old_price,created_date,updated_date,expiry_date";

type ProductRow = ReturnType<typeof byProduct>[number];

/** In MySQL, and in the Parquet of all months. */
async function expectProductMart(world: World, expected: readonly ProductRow[]): Promise<void> {
  const columns = "product_name, sales_month, current_price, revenue, quantity";
  assert.deepEqual(await world.rows(`SELECT ${columns} FROM product_mart ORDER BY 1, 2`), expected);
  await using spark = openSpark(world.settings);
  const published = await spark.read
    .parquet(`s3a://${world.settings.s3.bucket}/processed/product_mart/`)
    .orderBy("product_name", "sales_month")
    .collect<Readonly<Record<keyof ProductRow, unknown>>>();
  assert.deepEqual(
    published.map(({ product_name, sales_month, current_price, revenue, quantity }) => ({
      product_name,
      sales_month,
      current_price: current_price === null ? null : String(current_price),
      revenue: String(revenue),
      quantity: String(quantity),
    })),
    expected,
  );
}

/** By hand: revenue and quantity of each product and month, of CSV without quotes, beside its price. */
function byProduct(csv: string, prices: ReadonlyMap<string, string>) {
  const [header = "", ...lines] = csv.trimEnd().split("\n");
  const names = header.split(",");
  const sums = new Map<string, { cents: bigint; quantity: bigint }>();
  for (const line of lines.filter((one) => !one.endsWith(","))) {
    const values = line.split(",");
    const value = (name: string): string => values[names.indexOf(name)] ?? "";
    const key = `${value("product_name").slice(0, 255)} ${value("sales_date").slice(0, 7)}`;
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
        current_price: prices.get(key.slice(0, at)) ?? null,
        revenue,
        quantity: String(quantity),
      };
    });
}
