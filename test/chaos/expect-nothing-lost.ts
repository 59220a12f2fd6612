import assert from "node:assert/strict";
import { expectMarts } from "../support/expect-marts.ts";
import { inFolder } from "../support/in-folder.ts";
import { counting } from "../support/sales-files.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import type { World } from "../support/world.ts";
import { leftovers } from "./leftovers.ts";
import { readAllAlong } from "./reader.ts";

const AT_LEAST_LOOKS = 20;

/**
 * Reads all along while runs are killed, which `work` does; it returns the sales files that count. Then one run that is left
 * alone must make everything right, and leave nothing.
 */
export async function expectNothingLost(
  world: World,
  temporary: string,
  work: () => Promise<readonly ExampleFile[]>,
): Promise<void> {
  const reading = new AbortController();
  const readings = readAllAlong(world, reading.signal);
  const files = await work().catch((error: unknown) => {
    reading.abort();
    throw error;
  });
  const { error, summary } = await world.run();
  reading.abort();
  const { looks, wrong } = await readings;
  assert.equal(error, undefined);
  assert.equal(summary.files.pending, 0);
  assert.deepEqual(wrong, []);
  assert.ok(looks >= AT_LEAST_LOOKS);
  await expectMarts(world, await counting(files));
  assert.equal((await inFolder(temporary, () => world.run())).error, undefined);
  assert.deepEqual(await leftovers(world, temporary), []);
}
