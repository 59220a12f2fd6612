import assert from "node:assert/strict";
import { test } from "vitest";
import { recoverPipeline } from "../../src/pipeline/commands/recover-only.ts";
import { openWarehouse, requireLedger } from "../../src/warehouse/index.ts";
import { runCli } from "../support/run-cli.ts";
import { runInput } from "../support/run-input.ts";
import { openWorld, type World } from "../support/world.ts";

const SOURCES = { NODE_OPTIONS: "--conditions=sales-pipeline-source" };
const STAYS = ["--job", "examples/second-job/index.ts"];

const REFUSED =
  /other_job: database '\w+' is the ledger of the job with the facts 'stays', and this job has the facts 'sales'\. .*--job or PIPELINE_JOB/;

/** All that read or change the ledger. */
const COMMANDS = [
  ["init"],
  ["run"],
  ["status"],
  ["report"],
  ["plan", "--explain", "none"],
  ["verify"],
  ["void", "--file", "1", "--dry-run"],
  ["purge", "--older-than", "1", "--dry-run"],
  ["adopt", "--dry-run"],
];

test("a ledger is of the job that `init` was run with: every command with another one ends with 2 and changes nothing", async () => {
  await using world = await openWorld({ migrated: false });
  const init = await runCli([...STAYS, "init"], { ...world.env, ...SOURCES });
  assert.equal(init.code, 0, init.stderr);
  const tables = await tablesOf(world);
  for (const command of COMMANDS) {
    const refused = await runCli(command, world.env);
    assert.equal(refused.code, 2, `${command.join(" ")}: ${refused.stdout}${refused.stderr}`);
    assert.match(refused.stderr, REFUSED, command.join(" "));
  }
  assert.deepEqual(await tablesOf(world), tables);
  assert.deepEqual(await world.keys("_pipeline"), []);
  const again = await runCli([...STAYS, "init"], { ...world.env, ...SOURCES });
  assert.equal(again.code, 0, again.stderr);

  // As docs/operations.md says of a ledger that was given to the wrong job.
  await world.change("DELETE FROM pipeline_job");
  assert.equal((await runCli(["init"], world.env)).code, 0);
  assert.deepEqual(await boundTo(world), [{ facts: "sales" }]);
});

test("a ledger of before is of the job whose files it counts", async () => {
  await using world = await openWorld({ migrated: false });
  assert.equal((await runCli([...STAYS, "init"], { ...world.env, ...SOURCES })).code, 0);
  await world.change(
    "INSERT INTO staging_files (file_id, run_id, bucket, object_key, etag, size_bytes, feed, status) VALUES " +
      "(1, 'r', 'b', 'raw/stays/a.csv', 'e', 1, 'stays', 'Processed'), (2, 'r', 'b', 'raw/car_parks/a.csv', 'e', 1, 'car_parks', 'Processed')",
  );
  await world.change(
    "INSERT INTO staging_file_months (file_id, sales_month, row_count, total_sales) VALUES (1, '2024-05', 1, 1)",
  );
  const tables = await tablesOf(world);
  await world.change("DROP TABLE pipeline_job");
  await world.change("DELETE FROM schema_migrations WHERE version >= 36");
  const refused = await runCli(["init"], world.env);
  assert.equal(refused.code, 2, refused.stdout);
  assert.match(refused.stderr, REFUSED);
  assert.deepEqual(await tablesOf(world), tables);
  assert.equal((await runCli([...STAYS, "init"], { ...world.env, ...SOURCES })).code, 0);
});

test("a ledger that counts nothing is bound by the first command that changes anything", async () => {
  await using world = await openWorld();
  assert.deepEqual(await boundTo(world), []);
  await using warehouse = await openWarehouse(world.settings.mysql);
  await requireLedger(warehouse, { facts: { ...runInput(world).job.facts, name: "stays" } });
  assert.deepEqual(await boundTo(world), []);
  assert.equal((await recoverPipeline(runInput(world))).error, undefined);
  assert.deepEqual(await boundTo(world), [{ facts: "sales" }]);
});

async function tablesOf(world: World): Promise<unknown> {
  return await world.rows(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name",
  );
}

async function boundTo(world: World): Promise<unknown> {
  return await world.rows("SELECT facts FROM pipeline_job");
}
