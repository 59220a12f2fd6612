import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF } from "../support/sales-files.ts";
import { CUSTOMERS_FILE, DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";
import { flakyNetwork } from "../warehouse/flaky-network.ts";

const NOT_MYSQL = "jdbc:mysql://127.0.0.1:1/sales?connectTimeout=2000";

for (const [what, files] of [
  ["while it cleans sales", [SALES_FILE]],
  ["while it loads dimensions", [CUSTOMERS_FILE, SALES_FILE]],
] as const) {
  test(`a run whose Spark fails ${what} leaves nothing, and the next one is right`, async () => {
    await using world = await openWorld();
    const temporary = await mkdtemp(join(tmpdir(), "failed-transform-"));
    await world.landAll(files);
    const landed = await world.keys();

    const failed = await runCli(["run"], { ...world.env, SPARK_JDBC_URL: NOT_MYSQL, TMPDIR: temporary });

    assert.equal(failed.code, 1, failed.stderr);
    assert.match(failed.stderr, /^sales-pipeline: \[CommunicationsException\] [^\n]+ set SPARK_JDBC_URL\.\n$/);
    const { status, files: counts } = JSON.parse(failed.lastLine);
    assert.deepEqual({ status, pending: counts.pending }, { status: "failed", pending: files.length });
    assert.deepEqual(await world.keys(), landed);
    assert.deepEqual(await readdir(temporary), []);
    assert.deepEqual(await world.rows("SHOW TABLES LIKE 'load%'"), []);
    assert.deepEqual(
      await world.rows("SELECT object_key, status, batch_id FROM staging_files ORDER BY object_key"),
      landed.map((object_key) => ({ object_key, status: "Pending", batch_id: null })),
    );
    assert.deepEqual(await world.rows("SELECT state FROM batches"), [{ state: "abandoned" }]);

    await assertNextRunIsRight(world, files);
    await rm(temporary, { recursive: true });
  });
}

test("an attempt whose connection from Spark to MySQL breaks after a task's COMMIT is made again", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  const { host, port, database } = world.settings.mysql;
  await using network = await flakyNetwork({ host, port });
  network.loseReplyTo("COMMIT", { after: "INSERT INTO load_" });

  const run = await runCli(["run", "--as-of", AS_OF], {
    ...world.env,
    // The relay has to see what is said.
    SPARK_JDBC_URL: `jdbc:mysql://127.0.0.1:${network.port}/${database}?sslMode=DISABLED`,
    LOG_LEVEL: "warn",
  });

  assert.ok(network.hasLost());
  assert.equal(run.code, 0, run.stderr);
  assert.match(run.stderr, /abandoning batch \S+: .*Communications link failure/);
  assert.deepEqual(await world.rows("SELECT state FROM batches ORDER BY batch_id"), [
    { state: "abandoned" },
    { state: "completed" },
  ]);
  await expectWorkedExample(world);
});

async function assertNextRunIsRight(world: World, files: readonly (typeof SALES_FILE)[]): Promise<void> {
  for (const { key, text } of DIMENSION_FILES) {
    if (!files.some((file) => file.key === key)) await world.land(key, text);
  }
  const { summary, error } = await world.run();
  assert.equal(error, undefined);
  assert.deepEqual(summary.files, { processed: 5, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  await expectWorkedExample(world);
}
