import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from "@aws-sdk/client-s3";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { stackFolder } from "../../tools/stack/stack-folder.ts";
import { deadProcess } from "../support/child-process.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { runCli, startCli } from "../support/run-cli.ts";
import { until } from "../support/until.ts";
import { SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const ABANDONED = "20250101T000000Z-aaaaaa-1";
const UNKNOWN = "20250101T000000Z-bbbbbb-1";

test("recover removes what dead runs left, says so, and finds nothing of this database the second time", async () => {
  await using world = await openWorld();
  const temporary = await mkdtemp(join(tmpdir(), "recovery-"));
  const env = { ...world.env, TMPDIR: temporary };
  await world.change(
    `INSERT INTO batches (batch_id, run_id, fencing_token, state, lake_path, files)
     VALUES (?, '20250101T000000Z-aaaaaa', 0, 'abandoned', ?, 0)`,
    [ABANDONED, `processed/sales/batch=${ABANDONED}/`],
  );
  await world.change(
    "CREATE TABLE load_20250101t000000z_aaaaaa_1_customers_data_mart (id INT) COMMENT = 'sales-pipeline: load table of one batch'",
  );
  // A Spark task that wrote after the batch was abandoned; scratch of a batch, and of `doctor`; what another ledger may need.
  await world.land(`processed/sales/batch=${ABANDONED}/sales_month=2025-01/late.parquet`, "x");
  await world.land(`error/rows/batch=${ABANDONED}/part-0.json`, "x");
  await world.land(`_work/batch=${ABANDONED}/sales_team/part-0.parquet`, "x");
  await world.land("_work/batch=20250101T000000Z-cccccc-0/doctor-probe", "x");
  await world.land(`_work/batch=${UNKNOWN}/sales_team/part-0.parquet`, "x");
  await world.land(`processed/sales/batch=${UNKNOWN}/sales_month=2025-01/part-0.parquet`, "x");
  const { bucket } = world.settings.s3;
  const [own, others] = [`processed/sales/batch=${ABANDONED}/large.parquet`, "processed/files/sales/1/large.csv"];
  for (const Key of [own, others]) await world.s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
  const [dead, alive, foreign] = [
    `sales-pipeline-${hostname()}-${deadProcess()}-Ab12cd`,
    `sales-pipeline-${hostname()}-${process.pid}-Ab12cd`,
    "sales-pipeline-elsewhere-1-Ab12cd",
  ];
  for (const folder of [dead, alive, foreign]) await mkdir(join(temporary, folder, "1"), { recursive: true });

  const recovered = await runCli(["recover"], env);

  assert.equal(recovered.code, 0, recovered.stderr);
  assert.equal(JSON.parse(recovered.lastLine).status, "processed");
  assert.deepEqual(await world.keys(), [
    `_work/batch=${UNKNOWN}/sales_team/part-0.parquet`,
    `processed/sales/batch=${UNKNOWN}/sales_month=2025-01/part-0.parquet`,
  ]);
  assert.deepEqual(await world.rows("SHOW TABLES LIKE 'load%'"), []);
  const { Uploads = [] } = await world.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  assert.deepEqual(
    Uploads.map(({ Key }) => Key),
    [others],
  );
  assert.deepEqual((await readdir(temporary)).toSorted(), [alive, foreign].toSorted());

  // What a run on another database may have left is removed, but was nothing of this one's.
  await mkdir(join(temporary, dead));
  // The S3 server lists a directory on its disk, but no object is in it.
  await mkdir(join(stackFolder(process.env["TEST_STACK_FOLDER"]).data, "s3", bucket, `_work/batch=${ABANDONED}`), {
    recursive: true,
  });
  const again = await runCli(["recover"], env);
  assert.equal(again.code, 99, again.stderr);
  assert.equal(JSON.parse(again.lastLine).status, "nothing_to_do");
  assert.deepEqual((await readdir(temporary)).toSorted(), [alive, foreign].toSorted());
  await rm(temporary, { recursive: true });
});

test("recover abandons the batch of a run that was killed, and the next run is right", async () => {
  await using world = await openWorld();
  const temporary = await mkdtemp(join(tmpdir(), "recovery-"));
  const env = { ...world.env, TMPDIR: temporary };
  await knowDimensions(world);
  await world.landAll([SALES_FILE]);
  const killed = startCli(["run"], env);
  await untilBuilding(world);
  killed.kill("SIGKILL");
  await killed.result;

  const recovered = await runCli(["recover"], env);

  assert.equal(recovered.code, 0, recovered.stderr);
  assert.deepEqual(await world.rows("SELECT state FROM batches"), [{ state: "abandoned" }]);
  assert.deepEqual(await world.rows("SELECT DISTINCT status, batch_id FROM staging_files"), [
    { status: "Pending", batch_id: null },
  ]);
  assert.deepEqual(await readdir(temporary), []);
  const run = await runCli(["run", "--as-of", "2026-01-01"], env);
  assert.equal(run.code, 0, run.stderr);
  await expectWorkedExample(world);
  await rm(temporary, { recursive: true });
});

test("what an interrupted task writes after its batch was abandoned is gone when the run ends", async () => {
  await using world = await openWorld();
  await world.change(
    "INSERT INTO batches (batch_id, run_id, fencing_token, state, lake_path, files) VALUES (?, 'dead', 0, 'building', '', 0)",
    [UNKNOWN],
  );
  const late = ["_work", "processed/sales", "error/rows"].map((folder) => `${folder}/batch=${UNKNOWN}/part-0.parquet`);
  const { error } = await runPipeline({
    job: salesJob,
    settings: world.settings,
    asOf: "2026-01-01",
    signal: new AbortController().signal,
    logger: () => createLogger("silent", {}),
    failpoint: async (point) => {
      if (point === "recovered") for (const key of late) await world.land(key, "x");
    },
  });
  assert.equal(error, undefined);
  assert.deepEqual(await world.rows("SELECT state FROM batches"), [{ state: "abandoned" }]);
  assert.deepEqual(await world.keys(), []);
});

async function untilBuilding(world: World): Promise<void> {
  await until("a batch is being built", async () => (await world.rows("SELECT 1 FROM batches")).length === 1);
}
