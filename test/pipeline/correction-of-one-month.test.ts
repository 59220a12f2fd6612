import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { openCountingS3 } from "../support/counting-s3.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { OwnSpark } from "../support/own-spark.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF, salesFile } from "../support/sales-files.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

/** The partition objects of 36 months in 50 stores take minutes: TEST_STORES=50 tries that, too. */
const STORES = Number(process.env["TEST_STORES"] ?? 3);
const MONTHS = Array.from({ length: 36 }, (_, index) => {
  const [year, month] = [2021 + Math.floor(index / 12), (index % 12) + 1];
  return `${year}-${String(month).padStart(2, "0")}`;
});
const CORRECTED = "2021-05";

test("the correction of one of 36 months reads at most a twentieth of a rebuild, and says whose incentive moved", async () => {
  await using world = await openWorld();
  await using s3 = await openCountingS3(world.env["AWS_ENDPOINT_URL_S3"] ?? "");
  await using spark = await OwnSpark.start({
    "spark.hadoop.fs.s3a.endpoint": s3.endpoint,
    "spark.hadoop.fs.s3a.aws.credentials.provider": "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
    "spark.hadoop.fs.s3a.access.key": world.env["AWS_ACCESS_KEY_ID"] ?? "",
    "spark.hadoop.fs.s3a.secret.key": world.env["AWS_SECRET_ACCESS_KEY"] ?? "",
  });
  const env = { ...world.env, SPARK_REMOTE: spark.remote, LOG_LEVEL: "info" };
  await knowDimensions(world);
  await world.landAll(MONTHS.map((month) => fileOf(month, 20)));
  const signal = new AbortController().signal;
  const settings = { ...world.settings, spark: { ...world.settings.spark, remote: spark.remote } };
  assert.equal((await world.run({ settings })).error, undefined);
  // Begin, upload and complete it: what staging costs beyond that must not grow with the number of partitions.
  const partitions = (await world.partitions()).length;
  assert.equal(partitions, MONTHS.length * STORES);
  const requests = s3.requests(/\/_work\/[^/]+\/sales_team_data_mart\//);
  assert.ok(requests >= 3 * partitions && requests <= 3 * partitions + 100, `${requests} for ${partitions} partitions`);
  // A task writes them one after the other. With all of them open Parquet would share out the server's 1 GB of memory among more files than
  // cleaning has open, which are one for each month.
  const open = [...spark.log().matchAll(/Scaling row group sizes to [\d.]+% for (\d+) writers/g)].map(([, writers]) =>
    Number(writers),
  );
  assert.ok(open.length > 0 && Math.max(...open) <= MONTHS.length, `${Math.max(...open)} files were open`);
  s3.bytesRead(/./);

  // Person 2 overtakes person 1 in store 1, and in no other.
  const { key, text } = fileOf(CORRECTED, 200);
  await world.land(key, text);
  const correction = await runCli(["run"], env);
  assert.equal(correction.code, 0, correction.stderr);
  assert.deepEqual(JSON.parse(correction.lastLine).months, [CORRECTED]);
  assert.equal(JSON.parse(correction.lastLine).incentivesMoved, 2);
  const moved = correction.stderr.split("\n").filter((line) => line.includes("the incentive of"));
  assert.deepEqual(
    moved.map((line) => JSON.parse(line)).map(({ msg }) => msg),
    [
      "the incentive of Rahul Verma (person 1) in store 1 for 2021-05 moved from 1.00 to 0.00",
      "the incentive of Rajesh Singh (person 2) in store 1 for 2021-05 moved from 0.00 to 2.00",
    ],
  );
  const read = s3.bytesRead(/\/processed\/sales\//);

  const rebuilt = await rebuildPipeline({
    job: salesJob,
    settings,
    asOf: AS_OF,
    signal,
    logger: () => createLogger("silent", {}),
  });
  assert.equal(rebuilt.error, undefined);
  assert.deepEqual(rebuilt.summary.months, MONTHS);
  const readByRebuild = s3.bytesRead(/\/processed\/sales\//);
  assert.ok(read > 0);
  assert.ok(read * 20 <= readByRebuild, `${read} bytes, of ${readByRebuild} that the rebuild reads`);
});

/** A sale of 100 by person 1 in each store, and one of `second` by person 2 in the first one. */
function fileOf(month: string, second: number): ExampleFile {
  const first = Array.from({ length: STORES }, (_, store) => ({
    store: store + 1,
    date: `${month}-03`,
    person: 1,
    price: 100,
  }));
  return salesFile(month, [...first, { store: 1, date: `${month}-09`, person: 2, price: second }]);
}
