import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { startFaultyRun } from "../chaos/faulty-run.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { runCli, startCli } from "../support/run-cli.ts";
import { until } from "../support/until.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const RUN = ["run", "--as-of", "2026-01-01"];

test("of eight runs started at once one works, and the others say who does and exit 75", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  const runs = Array.from({ length: 8 }, () => startCli(RUN, world.env));
  const winner = await holder(world, runs);
  // Held still, so that none comes too late to meet it.
  winner.kill("SIGSTOP");
  const others = await Promise.all(runs.filter((run) => run !== winner).map(({ result }) => result));
  winner.kill("SIGCONT");

  const { code, stderr } = await winner.result;
  assert.equal(code, 0, stderr);
  for (const other of others) {
    assert.equal(other.code, 75, other.stderr);
    assert.match(other.stderr, /^sales-pipeline: lease_busy: [^\n]+ Run again when it is done\.\n$/);
    assert.equal(JSON.parse(other.lastLine).status, "busy");
  }
  await expectWorkedExample(world);
  assert.deepEqual(await world.rows("SELECT state FROM batches"), [{ state: "completed" }]);
});

/** What a run is about to do when it is stopped. */
const PAUSES: Readonly<Partial<Record<FailpointName, string>>> = {
  partitions_staged: "commit",
  "commit:before_commit": "send COMMIT, with every lock in its hands",
  "commit:after_commit": "publish",
  manifest_written: "archive",
};

for (const [point, what] of Object.entries(PAUSES) as [FailpointName, string][]) {
  test(`a run that was stopped for longer than its lease when it was about to ${what} changes nothing any more`, async () => {
    await using world = await openWorld();
    const folder = await mkdtemp(join(tmpdir(), "paused-"));
    const config = join(folder, "config.json");
    await writeFile(config, JSON.stringify({ lease: { ttlSeconds: 2, renewSeconds: 1 } }));
    const env = { ...world.env, PIPELINE_CONFIG: config };
    await knowDimensions(world);
    await world.landAll([SALES_FILE]);
    const paused = startFaultyRun(point, env);
    assert.ok(await paused.reached);
    paused.kill("SIGSTOP");
    const expired = "SELECT 1 FROM pipeline_lease WHERE expires_at <= NOW(6)";
    await until("its lease has run out", async () => (await world.rows(expired)).length === 1);

    const next = await runCli(RUN, env);
    assert.equal(next.code, 0, next.stderr);
    await expectWorkedExample(world);
    const before = await everything(world);
    paused.goOn();
    paused.kill("SIGCONT");
    const { exit, stderr } = await paused.ended;

    assert.equal(exit, 1, stderr);
    assert.match(stderr, /^sales-pipeline: (lease_lost|batch_state): /m);
    assert.deepEqual(await everything(world), before);
    await rm(folder, { recursive: true });
  });
}

async function holder<Run extends { readonly pid: number }>(world: World, runs: readonly Run[]): Promise<Run> {
  let found: Run | undefined;
  await until("a run has the lease", async () => {
    const [row] = await world.rows<{ pid: number }>("SELECT pid FROM pipeline_lease WHERE owner_run_id IS NOT NULL");
    found = runs.find(({ pid }) => pid === row?.pid);
    return found !== undefined;
  });
  assert.ok(found !== undefined);
  return found;
}

async function everything(world: World) {
  return {
    files: await world.rows("SELECT * FROM staging_files ORDER BY file_id"),
    events: await world.rows("SELECT * FROM staging_file_events ORDER BY event_id"),
    batches: await world.rows("SELECT * FROM batches ORDER BY batch_id"),
    customers: await world.rows("SELECT * FROM customers_data_mart ORDER BY customer_id, sales_month"),
    salesTeam: await world.rows("SELECT * FROM sales_team_data_mart ORDER BY store_id, sales_month, sales_person_id"),
    objects: await Promise.all((await world.keys()).map(async (key) => [key, await world.etag(key)])),
    tables: await world.rows("SHOW TABLES"),
  };
}
