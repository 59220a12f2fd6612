import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FAILPOINTS, type FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { temporaryLake } from "../lake/temporary-lake.ts";
import { serverEnvironment } from "../support/server-environment.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";
import { raceArchiving } from "./archive-races.ts";
import { endRunsAt } from "./every-point.ts";
import { expectNothingLost } from "./expect-nothing-lost.ts";
import { EVERY_POINT, killAt, killCommands } from "./killed-commands.ts";
import { openS3Gateway } from "./s3-gateway.ts";
import { runInStorm } from "./storm.ts";

const RACES = 1_000;
const STORMS = 3;

/** What takes too long for the tests of every day. Each returns what it did, in a line, or throws if anything was not right. */
export const LONG_FORMS: Readonly<Record<string, (seed: number) => Promise<string>>> = {
  points: async () => {
    await using world = await openWorld();
    const temporary = await mkdtemp(join(tmpdir(), "every-point-"));
    const env = { ...world.env, TMPDIR: temporary };
    await world.landAll(DIMENSION_FILES);
    const kill = (point: FailpointName) => killAt(point, env, ["run"]);
    await expectNothingLost(world, temporary, () => endRunsAt(FAILPOINTS, world, kill));
    await rm(temporary, { recursive: true });
    return `runs killed at ${FAILPOINTS.length} points, one after the other`;
  },
  races: async (seed) => {
    await using gateway = await openS3Gateway(serverEnvironment().AWS_ENDPOINT_URL_S3, { oneWriteAtATime: true });
    const lake = await temporaryLake(gateway.endpoint);
    const { outcomes, wrong } = await raceArchiving({ rounds: RACES, seed, lake });
    assert.deepEqual(wrong, []);
    await lake.remove();
    return `${RACES} uploads during the archiving of their key, none lost: ${JSON.stringify(outcomes)}`;
  },
  commands: async () => {
    await using world = await openWorld();
    const temporary = await mkdtemp(join(tmpdir(), "commands-"));
    const env = { ...world.env, TMPDIR: temporary };
    await expectNothingLost(world, temporary, () => killCommands(world, EVERY_POINT, env));
    await rm(temporary, { recursive: true });
    return `recover, rebuild and replay killed ${Object.values(EVERY_POINT).flat().length} times`;
  },
  storms: async (seed) => {
    const lines: string[] = [];
    for (let storm = 0; storm < STORMS; storm++) {
      const { outcome, requests, refused } = await runInStorm({ seed: seed + storm, files: 30, share: 0.2 });
      if (outcome.error !== undefined) throw outcome.error;
      lines.push(`${refused} of ${requests} in ${Math.round(outcome.summary.durationMs / 1000)} s`);
    }
    return `runs while S3 refused one request in five: ${lines.join("; ")}`;
  },
};
