import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { runCli } from "../support/run-cli.ts";
import { CUSTOMERS_FILE, DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const NOT_MYSQL = "jdbc:mysql://127.0.0.1:1/sales?connectTimeout=2000";

for (const [what, files] of [
  ["while it cleans sales", [SALES_FILE]],
  ["while it loads dimensions", [CUSTOMERS_FILE, SALES_FILE]],
] as const) {
  test(`a run whose Spark fails ${what} leaves nothing, and the next one is right`, async () => {
    await using world = await openWorld();
    const temporary = await mkdtemp(join(tmpdir(), "failed-transform-"));
    for (const { key, text } of files) await world.land(key, text);
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

async function assertNextRunIsRight(world: World, files: readonly (typeof SALES_FILE)[]): Promise<void> {
  for (const { key, text } of DIMENSION_FILES) {
    if (!files.some((file) => file.key === key)) await world.land(key, text);
  }
  const { summary, error } = await world.run();
  assert.equal(error, undefined);
  assert.deepEqual(summary.files, { processed: 5, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  await expectWorkedExample(world);
}
