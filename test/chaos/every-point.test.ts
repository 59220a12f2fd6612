import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { RUN_POINTS } from "../../src/pipeline/run-points.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";
import { startFaultyRun } from "./faulty-run.ts";
import { leftovers } from "./leftovers.ts";
import { readAllAlong } from "./reader.ts";

test("runs killed at every point, one after the other, count every sale once, and no reader ever sees half of one", async () => {
  await using world = await openWorld();
  const temporary = await mkdtemp(join(tmpdir(), "every-point-"));
  const env = { ...world.env, TMPDIR: temporary };
  for (const { key, text } of DIMENSION_FILES) await world.land(key, text);
  const files = RUN_POINTS.map((point, index) =>
    // Months and people overlap, so that each run changes what others have written.
    salesFile(`at-${point.replace(":", "-")}`, [
      { date: `2023-0${1 + (index % 3)}-0${1 + (index % 9)}`, person: 1 + (index % 3), price: 10 + index },
      { date: "2023-02-20", person: 2, customer: 2, price: 1.5, quantity: 1 + index },
    ]),
  );
  const reading = new AbortController();
  const readings = readAllAlong(world, reading.signal);

  for (const [index, point] of RUN_POINTS.entries()) {
    const file = files[index];
    assert.ok(file !== undefined);
    await world.land(file.key, file.text);
    const run = startFaultyRun(point, env);
    assert.ok(await run.reached, `${point}: ${JSON.stringify(await Promise.race([run.ended, "waits"]))}`);
    run.kill("SIGKILL");
    assert.equal((await run.ended).exit, "SIGKILL");
  }

  const { error, summary } = await world.run();
  assert.equal(error, undefined);
  assert.equal(summary.files.pending, 0);
  reading.abort();
  const { looks, wrong } = await readings;
  assert.deepEqual(wrong, []);
  assert.ok(looks > RUN_POINTS.length);
  await expectMarts(world, await counting(files));
  process.env["TMPDIR"] = temporary;
  assert.deepEqual((await world.run()).error, undefined);
  assert.deepEqual(await leftovers(world, temporary), []);
  await rm(temporary, { recursive: true });
});
