import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { openWorld } from "../support/world.ts";
import { expectNothingLost } from "./expect-nothing-lost.ts";
import { killCommands, SOME_POINTS } from "./killed-commands.ts";

// At every point: `npm run test:chaos -- --only commands`.
test("recover, rebuild and replay can be killed like a run: what they leave, the next one finishes", async () => {
  await using world = await openWorld();
  const temporary = await mkdtemp(join(tmpdir(), "killed-commands-"));
  const env = { ...world.env, TMPDIR: temporary };
  await expectNothingLost(world, temporary, () => killCommands(world, SOME_POINTS, env));
  await rm(temporary, { recursive: true });
});
