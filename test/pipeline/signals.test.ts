import assert from "node:assert/strict";
import { createServer } from "node:net";
import { beforeAll, test } from "vitest";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { rejoinSpark } from "../../src/pipeline/spark/open-spark.ts";
import { type FaultyCommand, startFaultyRun } from "../chaos/faulty-run.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { type CliProcess, runCli, startCli } from "../support/run-cli.ts";
import { until } from "../support/until.ts";
import { SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

/** Schedulers kill what has not stopped after ten seconds. */
const LIMIT_MS = 10_000;
/** What a command that does nothing takes on a machine that does nothing else. */
const USUAL_START_MS = 1_000;

let limitMs = LIMIT_MS;

beforeAll(async () => {
  // On a machine that is slow now, or busy with others, everything takes as much longer.
  const startedAt = performance.now();
  await runCli(["--help"], {});
  limitMs = LIMIT_MS * Math.max(1, (performance.now() - startedAt) / USUAL_START_MS);
});

/** When the signal comes, by what the database shows. */
const MOMENTS: Readonly<Record<string, string>> = {
  "as soon as it has the lease":
    "SELECT 1 FROM pipeline_lease WHERE owner_run_id IS NOT NULL AND connection_id IS NOT NULL",
  "while it builds a batch": "SELECT 1 FROM batches",
  "after the commit": "SELECT 1 FROM batches WHERE state <> 'building'",
};

const KILLS: Readonly<Record<string, { readonly code: number; readonly kill: (run: CliProcess) => void }>> = {
  SIGTERM: { code: 143, kill: (run) => run.kill("SIGTERM") },
  "SIGINT to the whole group, twice": {
    code: 130,
    kill: (run) => {
      run.kill("SIGINT", { group: true });
      run.kill("SIGINT", { group: true });
    },
  },
};

for (const [moment, sql] of Object.entries(MOMENTS)) {
  for (const [signal, { code, kill }] of Object.entries(KILLS)) {
    test(`${signal} ${moment}: the run stops in time, gives up the lease, and the next one is right`, async () => {
      await using world = await openWorld();
      await knowDimensions(world);
      await world.landAll([SALES_FILE]);
      const run = startCli(["run", "--as-of", "2026-01-01"], world.env);
      await until(moment, async () => (await world.rows(sql)).length > 0);

      const sentAt = performance.now();
      kill(run);
      const stopped = await run.result;

      // After the commit it may have come to its end before the signal did.
      if (moment !== "after the commit" || stopped.code !== 0) {
        assert.equal(stopped.code, code, stopped.stderr);
        assert.ok(performance.now() - sentAt < limitMs);
        assert.equal(JSON.parse(stopped.lastLine).status, "interrupted");
        assert.match(stopped.stderr, /^sales-pipeline: Interrupted by SIG(TERM|INT)\. [^\n]+\n$/);
      }
      assert.equal(await freeLease(world), true);
      if (moment === "while it builds a batch") await assertSparkIsFree(world);
      await assertNextRunIsRight(world);
    });
  }
}

/** How a run is led to a server that takes connections and says nothing. */
const SILENT: Readonly<Record<string, (port: number) => Readonly<Record<string, string>>>> = {
  MySQL: (port) => ({ MYSQL_PORT: String(port) }),
  S3: (port) => ({ AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` }),
  Spark: (port) => ({ SPARK_REMOTE: `sc://127.0.0.1:${port}` }),
};

for (const [name, detour] of Object.entries(SILENT)) {
  test(`a run that waits for a ${name} server that says nothing stops in time, and gives up the lease`, async () => {
    await using world = await openWorld();
    await world.land(SALES_FILE.key, SALES_FILE.text);
    const server = createServer();
    const connected = new Promise((resolve) => server.once("connection", resolve));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === "object");
    const run = startCli(["run"], { ...world.env, ...detour(address.port) });
    await connected;

    const sentAt = performance.now();
    run.kill("SIGTERM");
    const { code, lastLine, stderr } = await run.result;

    assert.equal(code, 143, stderr);
    assert.ok(performance.now() - sentAt < limitMs);
    assert.equal(JSON.parse(lastLine).status, "interrupted");
    assert.deepEqual(await freeLease(world), true);
    server.close();
  });
}

test("every command that takes the lease stops in time, and what it leaves the next run mends", async () => {
  await using world = await openWorld();
  await knowDimensions(world);
  await world.landAll([SALES_FILE]);
  const dead = startFaultyRun("partitions_staged", world.env);
  assert.ok(await dead.reached);
  dead.kill("SIGKILL");
  await dead.ended;
  await assertStops(world, ["recover"], "load_tables_dropped");
  assert.equal((await world.run()).error, undefined);
  await assertStops(world, ["rebuild"], "marts_computed");
  await assertStops(world, ["replay", SALES_FILE.key], "files_restored");
  await assertNextRunIsRight(world);
});

async function assertStops(world: World, command: FaultyCommand, point: FailpointName): Promise<void> {
  const run = startFaultyRun(point, world.env, command);
  assert.ok(await run.reached, command[0]);
  const sentAt = performance.now();
  run.kill("SIGTERM");
  run.kill("SIGTERM");
  run.goOn();
  const { exit, stderr } = await run.ended;
  assert.equal(exit, 143, `${command[0]}: ${stderr}`);
  assert.ok(performance.now() - sentAt < limitMs);
  assert.equal(await freeLease(world), true);
}

async function freeLease(world: World): Promise<boolean> {
  return (await world.rows("SELECT 1 FROM pipeline_lease WHERE connection_id IS NOT NULL")).length === 0;
}

/** The server has closed the session of the batch, and so ended everything that ran in it. */
async function assertSparkIsFree(world: World): Promise<void> {
  const [batch] = await world.rows<{ session: string }>("SELECT spark_session_id AS session FROM batches");
  await using spark = rejoinSpark(world.settings, batch?.session ?? "");
  await assert.rejects(spark.version(), { code: "SESSION_CHANGED" });
}

async function assertNextRunIsRight(world: World): Promise<void> {
  const { error } = await world.run();
  assert.equal(error, undefined);
  await expectWorkedExample(world);
  assert.deepEqual(await world.keys("_work/"), []);
  assert.deepEqual(await world.keys("raw/"), []);
  assert.deepEqual(await world.rows("SHOW TABLES LIKE 'load%'"), []);
}
