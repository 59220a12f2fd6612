import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { inFolder } from "../support/in-folder.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";
import { dieAt } from "./die-at.ts";
import { endRunsAt, PHASES } from "./every-point.ts";
import { expectNothingLost } from "./expect-nothing-lost.ts";

// With SIGKILL at each point: `npm run test:chaos -- --only points`.
for (const [phase, points] of Object.entries(PHASES)) {
  test(`runs that die at every point ${phase} count every sale once, and no reader ever sees half of one`, async () => {
    await using world = await openWorld();
    const temporary = await mkdtemp(join(tmpdir(), "every-point-"));
    await world.landAll(DIMENSION_FILES);
    // What dead runs keep there is not swept while this process lives.
    const ofDead = await mkdtemp(join(tmpdir(), "dead-"));
    const die = (point: FailpointName) => inFolder(ofDead, () => dieAt(point, world));
    await expectNothingLost(world, temporary, () => endRunsAt(points, world, die));
    for (const folder of [temporary, ofDead]) await rm(folder, { recursive: true });
  });
}
