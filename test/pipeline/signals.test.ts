import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { until } from "../stack/until.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { type CliProcess, startCli } from "../support/run-cli.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const LIMIT_MS = 10_000;

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
      for (const { key, text } of [...DIMENSION_FILES, SALES_FILE]) await world.land(key, text);
      const run = startCli(["run", "--as-of", "2026-01-01"], world.env);
      await until(moment, async () => (await world.rows(sql)).length > 0);

      const sentAt = performance.now();
      kill(run);
      const stopped = await run.result;

      // After the commit it may have come to its end before the signal did.
      if (moment !== "after the commit" || stopped.code !== 0) {
        assert.equal(stopped.code, code, stopped.stderr);
        assert.ok(performance.now() - sentAt < LIMIT_MS);
        assert.equal(JSON.parse(stopped.lastLine).status, "interrupted");
        assert.match(stopped.stderr, /^sales-pipeline: Interrupted by SIG(TERM|INT)\. [^\n]+\n$/);
      }
      assert.deepEqual(await world.rows("SELECT connection_id FROM pipeline_lease"), [{ connection_id: null }]);
      await assertNextRunIsRight(world);
    });
  }
}

test("a run that waits for a MySQL server that says nothing stops in time", async () => {
  await using world = await openWorld();
  const server = createServer();
  const connected = new Promise((resolve) => server.once("connection", resolve));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const run = startCli(["run"], { ...world.env, MYSQL_PORT: String(address.port) });
  await connected;

  const sentAt = performance.now();
  run.kill("SIGTERM");
  const { code, lastLine, stderr } = await run.result;

  assert.equal(code, 143, stderr);
  assert.ok(performance.now() - sentAt < LIMIT_MS);
  assert.equal(JSON.parse(lastLine).status, "interrupted");
  server.close();
});

async function assertNextRunIsRight(world: World): Promise<void> {
  const { error } = await world.run();
  assert.equal(error, undefined);
  await expectWorkedExample(world);
  assert.deepEqual(await world.keys("_work/"), []);
  assert.deepEqual(await world.keys("raw/"), []);
  assert.deepEqual(await world.rows("SHOW TABLES LIKE 'load%'"), []);
}
