import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startStack } from "../../tools/stack/start-stack.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { readDimensions } from "../support/oracle/dimensions.ts";
import type { SourceFile } from "../support/oracle/source-file.ts";
import { runCli } from "../support/run-cli.ts";
import { type ExampleFile, SALES_FILE, SALES_TEAM_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

test("the main job is right on a standalone cluster with two workers", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "main-job-cluster-"));
  // Six cold JVMs on few cores: the optimising compiler would cost more than it saves in so short a life.
  process.env["JDK_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  await using stack = await startStack({ dir: folder, settings: { sparkMaster: "cluster", sparkMemory: "1g" } });
  t.diagnostic(`up after ${Math.round(process.uptime())} s`);
  Object.assign(process.env, stack.env);
  {
    await using world = await openWorld();
    for (const { key, text } of [SALES_FILE, SALES_TEAM_FILE]) await world.land(key, text);
    const run = await runCli(["run"], world.env);
    assert.equal(run.code, 0, run.stderr);
    t.diagnostic(`ran after ${Math.round(process.uptime())} s`);
    await expectMarts(world, {
      files: [sourceFile(SALES_FILE)],
      dimensions: await readDimensions({ customers: [], stores: [], salesTeam: [sourceFile(SALES_TEAM_FILE)] }),
      asOf: "2026-01-01",
    });
  }
  await stack.stop();
  await rm(folder, { recursive: true });
});

function sourceFile({ key, text }: ExampleFile): SourceFile {
  return { name: key.slice(key.lastIndexOf("/") + 1), content: new TextEncoder().encode(text) };
}
