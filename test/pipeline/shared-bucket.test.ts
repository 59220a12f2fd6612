import assert from "node:assert/strict";
import { test } from "vitest";
import { replayPipeline } from "../../src/pipeline/commands/replay.ts";
import { runPipeline } from "../../src/pipeline/run.ts";

import { runInput } from "../support/run-input.ts";
import { salesFile } from "../support/sales-files.ts";
import { openWorld, type World } from "../support/world.ts";

test("two pipelines share a bucket below prefixes, each with a ledger, and neither touches the other's", async () => {
  await using first = await openWorld();
  await using second = await openWorld();
  const file = salesFile("one", [{ date: "2023-03-01", person: 1, price: 10 }]);
  const other = salesFile("one", [{ date: "2023-03-02", person: 2, price: 20 }]);
  await first.land(`sales/a/${file.key}`, file.text);
  await first.land(`sales/b/${other.key}`, other.text);
  await first.land(file.key, "of nobody");
  const ofFirst = below(first, first, "sales/a/");
  const ofSecond = below(second, first, "sales/b/");

  for (const input of [ofFirst, ofSecond]) {
    const outcome = await runPipeline(input);
    assert.equal(outcome.error, undefined);
    assert.equal(outcome.summary.files.processed, 1);
  }

  assert.deepEqual(await first.keys("raw/"), [file.key]);
  for (const [world, prefix, sold] of [
    [first, "sales/a/", "10.00"],
    [second, "sales/b/", "20.00"],
  ] as const) {
    assert.deepEqual(await world.rows("SELECT SUM(total_sales) AS sold FROM customers_data_mart"), [{ sold }]);
    assert.deepEqual(await world.rows("SELECT location FROM pipeline_identity"), [
      { location: `s3://${first.settings.s3.bucket}/${prefix}` },
    ]);
    const keys = await first.keys(prefix);
    const kept = keys.map((key) => key.slice(prefix.length).replace(/batch=[^/]+|part-.*|\d{12}\.jsonl/, "…"));
    assert.deepEqual(
      kept.filter((key) => /^(raw|_work)\//.test(key)),
      [],
    );
    for (const key of [
      "_pipeline.json",
      "_pipeline/journal/…",
      "processed/sales/…/sales_month=2023-03/",
      "processed/files/sales/1/",
    ]) {
      assert.ok(
        kept.some((one) => one.startsWith(key)),
        `${key}: ${kept.join(" ")}`,
      );
    }
    const manifest: unknown = JSON.parse(
      Buffer.from(await first.read(`${prefix}processed/sales_team_data_mart/_manifest.json`)).toString(),
    );
    const [partition] = keys.filter((key) => key.endsWith("data.parquet"));
    assert.match(JSON.stringify(manifest), new RegExp(`"key":"${partition}"`));
  }

  // A file is found by its key in the bucket, too.
  const replayed = await replayPipeline({ ...ofFirst, target: { file: `sales/a/${file.key}` } });
  assert.equal(replayed.error, undefined);
  assert.equal(replayed.summary.files.processed, 1);
});

function below(world: World, { settings }: World, prefix: string) {
  const input = runInput(world);
  return { ...input, settings: { ...input.settings, s3: { ...settings.s3, prefix } } };
}
