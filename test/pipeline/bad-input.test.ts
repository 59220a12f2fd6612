import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { acquireLease, openWarehouse } from "../../src/warehouse/index.ts";
import { type CliResult, runCli } from "../support/run-cli.ts";
import { SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

/** A port of this machine on which nothing listens. */
const CLOSED = "127.0.0.1:1";

test("an empty raw prefix is nothing to do", async () => {
  await using world = await openWorld();
  const run = await runCli(["run"], world.env);
  assert.equal(run.code, 99, run.stderr);
  assert.equal(JSON.parse(run.lastLine).status, "nothing_to_do");
  assert.equal(run.stderr, "");
});

test("an empty raw prefix does not need Spark", async () => {
  await using world = await openWorld();
  const run = await runCli(["run"], { ...world.env, SPARK_REMOTE: `sc://${CLOSED}` });
  assert.equal(run.code, 99, run.stderr);
});

test("an unknown option is wrong usage", async () => {
  await using world = await openWorld();
  const run = await runCli(["run", "--no-such-option"], world.env);
  assert.equal(run.code, 2);
  assert.match(run.stderr, /unknown option '--no-such-option'/);
  assert.equal(run.stdout, "");
});

test("an unknown key of the configuration file is named", async () => {
  await using world = await openWorld();
  const folder = await mkdtemp(join(tmpdir(), "bad-config-"));
  const config = join(folder, "config.json");
  await writeFile(config, JSON.stringify({ spark: { remotee: "sc://spark" } }));
  assertRefused(await runCli(["--config", config, "run"], world.env), 2, /remotee/);
  await rm(folder, { recursive: true });
});

test("a malformed connection string is a wrong setting", async () => {
  await using world = await openWorld();
  const run = await runCli(["run"], { ...world.env, SPARK_REMOTE: "http://spark/;token=hunter2" });
  assertRefused(run, 2, /SPARK_REMOTE.*sc:\/\/host:port/);
  assert.doesNotMatch(run.stderr, /hunter2/);
});

test("missing tables lead to init", async () => {
  await using world = await openWorld({ migrated: false });
  assertRefused(await runCli(["run"], world.env), 2, /sales-pipeline init/);
});

test("a wrong MySQL password is never shown", async () => {
  await using world = await openWorld();
  const run = await runCli(["run"], { ...world.env, MYSQL_PASSWORD: "not-the-password" });
  assertRefused(run, 2, /access_denied.*MYSQL_PASSWORD/);
  assert.doesNotMatch(run.stderr, /not-the-password/);
});

test("a missing bucket is named", async () => {
  await using world = await openWorld();
  assertRefused(await runCli(["run"], { ...world.env, S3_BUCKET: "no-such-bucket-here" }), 2, /no-such-bucket-here/);
});

test("MySQL out of reach may be retried", async () => {
  await using world = await openWorld();
  const run = await runCli(["run"], { ...world.env, MYSQL_HOST: "127.0.0.1", MYSQL_PORT: "1" });
  assertFailed(run, /MySQL at 127\.0\.0\.1:1/);
});

test("S3 out of reach may be retried", async () => {
  await using world = await openWorld();
  const run = await runCli(["run"], { ...world.env, AWS_ENDPOINT_URL_S3: `http://${CLOSED}` });
  assertFailed(run, /unreachable.*s3:/);
});

test("Spark out of reach leaves the files Pending and nothing else", async () => {
  await using world = await openWorld();
  await world.land(SALES_FILE.key, SALES_FILE.text);

  const run = await runCli(["run"], { ...world.env, SPARK_REMOTE: `sc://${CLOSED}` });

  assertFailed(run, /127\.0\.0\.1:1/);
  assert.deepEqual(await world.rows("SELECT object_key, status FROM staging_files"), [
    { object_key: SALES_FILE.key, status: "Pending" },
  ]);
  await assertNothingHalfDone(world);
});

test("a second run beside another is told that it is busy", async () => {
  await using world = await openWorld();
  await using warehouse = await openWarehouse(world.settings.mysql);
  await using _lease = await acquireLease(warehouse, { runId: "the-first-run", ...world.settings.lease });

  const run = await runCli(["run"], world.env);

  assertRefused(run, 75, /the-first-run/);
  assert.equal(JSON.parse(run.lastLine).status, "busy");
});

/** One message on stderr, without a stack trace; on exit 2 nothing on stdout. */
function assertRefused(run: CliResult, code: number, message: RegExp): void {
  assert.equal(run.code, code, run.stderr);
  assert.match(run.stderr, message);
  assert.match(run.stderr, /^sales-pipeline: [^\n]+\n$/);
  if (code === 2) assert.equal(run.stdout, "");
}

function assertFailed(run: CliResult, message: RegExp): void {
  assertRefused(run, 1, message);
  assert.equal(JSON.parse(run.lastLine).status, "failed");
}

async function assertNothingHalfDone(world: World): Promise<void> {
  assert.deepEqual(await world.keys(), [SALES_FILE.key]);
  assert.deepEqual(await world.rows("SHOW TABLES LIKE 'load%'"), []);
}
