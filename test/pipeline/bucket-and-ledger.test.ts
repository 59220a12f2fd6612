import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { manifestKey, openLake } from "../../src/lake/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { recoverPipeline } from "../../src/pipeline/commands/recover-only.ts";
import { claimPair } from "../../src/pipeline/pair/claim-bucket.ts";
import { openWarehouse, readIdentity } from "../../src/warehouse/index.ts";
import { runCli } from "../support/run-cli.ts";
import { openWorld, type World } from "../support/world.ts";

const BATCH = "20250101T000000Z-aaaaaa-1";
const MANIFEST = manifestKey("sales_team_data_mart");

test("the first command claims the bucket for its ledger, and another ledger is kept out before it changes anything", async () => {
  await using owner = await openWorld();
  await using other = await openWorld();
  assert.equal((await recover(owner)).error, undefined);
  const claim: unknown = JSON.parse(Buffer.from(await owner.read("_pipeline.json")).toString());
  const [identity] = await owner.rows("SELECT ledger_id, location FROM pipeline_identity");
  assert.deepEqual(claim, { ledgerId: identity?.["ledger_id"] });
  assert.equal(identity?.["location"], `s3://${owner.settings.s3.bucket}/`);

  // The other ledger calls this batch abandoned: with it the owner's sales would be swept away.
  await owner.land(`processed/sales/batch=${BATCH}/part-0.parquet`, "x");
  await other.change(
    "INSERT INTO batches (batch_id, run_id, fencing_token, state, lake_path, files) VALUES (?, 'r', 0, 'abandoned', '', 0)",
    [BATCH],
  );
  const env = { ...other.env, S3_BUCKET: owner.settings.s3.bucket };
  for (const command of ["run", "recover"]) {
    const refused = await runCli([command], env);
    assert.equal(refused.code, 2, refused.stderr);
    assert.match(
      refused.stderr,
      /wrong_bucket: s3:\/\/\S+ belongs to the ledger \S+, this one is \S+ .*Correct S3_BUCKET/,
    );
  }
  assert.deepEqual(await owner.keys(), [`processed/sales/batch=${BATCH}/part-0.parquet`]);
  assert.deepEqual(await other.rows("SELECT location FROM pipeline_identity"), [{ location: null }]);
  assert.equal((await recover(owner)).error, undefined);
});

test("a ledger does not go to another bucket, but claims its own anew and follows one that has moved", async () => {
  await using world = await openWorld();
  await using elsewhere = await openWorld();
  assert.equal((await recover(world)).error, undefined);
  const settings = { ...world.settings, s3: elsewhere.settings.s3 };
  const refused = await recover(world, settings);
  assert.match(
    String(refused.error),
    /wrong_bucket: this ledger belongs to s3:\/\/\S+, and s3:\/\/\S+ has no _pipeline.json/,
  );
  assert.deepEqual(await elsewhere.keys("_pipeline"), []);

  const claim = await world.read("_pipeline.json");
  await world.remove("_pipeline.json");
  assert.equal((await recover(world)).error, undefined);
  assert.deepEqual(await world.read("_pipeline.json"), claim);

  await elsewhere.land("_pipeline.json", claim);
  assert.equal((await recover(world, settings)).error, undefined);
  assert.deepEqual(await world.rows("SELECT location FROM pipeline_identity"), [
    { location: `s3://${settings.s3.bucket}/` },
  ]);
});

test("of pipelines that claim a bucket at the same moment one gets it", async () => {
  await using one = await openWorld();
  await using other = await openWorld();
  const lake = openLake(one.settings.s3);
  const claims = await Promise.allSettled(
    [one, other, one, other].map(async (world) => {
      await using warehouse = await openWarehouse(world.settings.mysql);
      const run = { lake, warehouse, log: createLogger("silent", {}), signal: new AbortController().signal };
      // What each has seen of the bucket before: nobody has claimed it.
      await claimPair(run, await readIdentity(warehouse), undefined);
    }),
  );
  lake.close();
  const won = claims.map(({ status }) => status === "fulfilled");
  assert.deepEqual([won[0], won[1]], [won[2], won[3]]);
  assert.notEqual(won[0], won[1]);
});

test("a ledger that does not know who published last is older than the bucket", async () => {
  await using world = await openWorld();
  await world.land(`processed/sales/batch=${BATCH}/part-0.parquet`, "x");
  await world.land(MANIFEST, JSON.stringify({ batchId: BATCH, publishedAt: "2025-01-01T00:00:00.000Z", objects: [] }));
  const before = await world.keys();
  const refused = await runCli(["run"], world.env);
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(
    refused.stderr,
    new RegExp(`the ledger is older than the bucket .*${BATCH}.*does not know.*sales-pipeline adopt`),
  );
  assert.deepEqual(await world.keys(), before);
  assert.deepEqual(await world.keys("_pipeline"), [], "nothing is claimed");

  const insert =
    "INSERT INTO batches (batch_id, run_id, fencing_token, state, lake_path, files) VALUES (?, 'r', 0, ?, '', 0)";
  await world.change(insert, [BATCH, "abandoned"]);
  assert.match(String((await recover(world)).error), /older than the bucket .* calls abandoned/);
  assert.deepEqual(await world.keys(), before, "also a batch that was to be swept stays");
  await world.change("UPDATE batches SET state = 'completed'");
  assert.equal((await recover(world)).error, undefined);
  await world.land(MANIFEST, "not a manifest");
  assert.equal((await recover(world)).error, undefined, "what cannot be read says nothing");
});

function recover(world: World, settings = world.settings) {
  return recoverPipeline({
    job: salesJob,
    settings,
    asOf: "2026-01-01",
    signal: new AbortController().signal,
    logger: () => createLogger("silent", {}),
  });
}
