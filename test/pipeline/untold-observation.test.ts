import assert from "node:assert/strict";
import { test } from "vitest";
import { openForgetfulSpark } from "../support/forgetful-spark.ts";
import { salesFile } from "../support/sales-files.ts";
import { openWorld } from "../support/world.ts";

test("what Spark observed and did not tell in time is counted once more, and the attempt goes on", async () => {
  await using world = await openWorld();
  await using spark = await openForgetfulSpark(world.settings.spark.remote);
  const { key, text } = salesFile("busy", [
    { date: "2025-03-01", person: 1, price: 100 },
    { date: "2025-03-02", person: 2, price: 250 },
  ]);
  await world.land(key, text);
  const settings = { ...world.settings, spark: { ...world.settings.spark, remote: spark.remote } };
  const { error, summary } = await world.run({ settings });
  assert.equal(error, undefined);
  assert.deepEqual(summary.rows, { read: 2, accepted: 2, rejected: 0 });
  assert.deepEqual(await world.rows("SELECT COUNT(*) AS attempts FROM batches"), [{ attempts: "1" }]);
  assert.deepEqual(
    await world.rows("SELECT sales_month, SUM(total_sales) AS total FROM sales_team_data_mart GROUP BY sales_month"),
    [{ sales_month: "2025-03", total: "350.00" }],
  );
});
