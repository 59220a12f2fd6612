import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startStack } from "../../tools/stack/start-stack.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { runCli } from "../support/run-cli.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

test("the main job is right on a standalone cluster with two workers", async () => {
  const folder = await mkdtemp(join(tmpdir(), "main-job-cluster-"));
  await using stack = await startStack({ dir: folder, settings: { sparkMaster: "cluster", sparkMemory: "1g" } });
  Object.assign(process.env, stack.env);
  {
    await using world = await openWorld();
    for (const { key, text } of [...DIMENSION_FILES, SALES_FILE]) await world.land(key, text);
    const run = await runCli(["run"], world.env);
    assert.equal(run.code, 0, run.stderr);
    await expectWorkedExample(world);
  }
  await stack.stop();
  await rm(folder, { recursive: true });
});
