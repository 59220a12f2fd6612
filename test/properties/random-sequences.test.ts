import assert from "node:assert/strict";
import { test } from "vitest";
import { compactPipeline } from "../../src/pipeline/commands/compact/compact.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { replayPipeline } from "../../src/pipeline/commands/replay.ts";
import { FAILPOINTS, type FailpointName } from "../../src/pipeline/context/failpoints.ts";
import type { RunOutcome } from "../../src/pipeline/outcome/run-outcome.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { Random } from "../support/random.ts";
import { runInput } from "../support/run-input.ts";
import { counting } from "../support/sales-files.ts";
import { verifyWorld } from "../support/verify-world.ts";
import { STORES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";
import { Landing, landEvents } from "./landing.ts";

// PROPERTY_SEED and PROPERTY_SEQUENCES choose other sequences, and more: `npm run test:properties`.
const SEED = Number(process.env["PROPERTY_SEED"] ?? 1);
const SEQUENCES = Number(process.env["PROPERTY_SEQUENCES"] ?? 1);
const ROUNDS = 4;

/** What may happen after files have landed. Each is followed by a run, if it is none itself. */
const EVENTS = ["run", "run", "failure", "rebuild", "replay", "compact"] as const;

for (let sequence = 0; sequence < SEQUENCES; sequence++) {
  const seed = SEED + sequence;
  test(`after any sequence of files, runs and failures the marts equal those of all that counts (seed ${seed})`, async () => {
    const random = new Random(seed);
    const landing = new Landing(random);
    await using world = await openWorld();
    await world.landAll([...landing.customers, ...landing.team, STORES_FILE]);
    const story: string[] = [];
    try {
      for (let round = 0; round < ROUNDS; round++) {
        await landEvents(world, landing, random, story);
        await happen(world, random, story);
        landing.processed();
        const { customers, team } = landing;
        await expectMarts(world, await counting(landing.counting, { customers, team }));
      }
      assert.deepEqual(await verifyWorld(world), []);
      const rebuilt = await succeed(rebuildPipeline(runInput(world)));
      for (const [mart, { changed }] of Object.entries(rebuilt.summary.marts)) assert.equal(changed, 0, mart);
    } catch (error) {
      throw new Error(`seed ${seed}: ${story.join(", ")}`, { cause: error });
    }
  });
}

async function happen(world: World, random: Random, story: string[]): Promise<void> {
  const event = random.oneOf(EVENTS);
  story.push(event);
  if (event === "failure") {
    const point = random.oneOf(FAILPOINTS);
    story.push(point);
    await runPipeline({ ...runInput(world), failpoint: failAt(point) });
  }
  await succeed(world.run());
  if (event === "rebuild") await succeed(rebuildPipeline(runInput(world)));
  if (event === "compact") await succeed(compactPipeline({ ...runInput(world), minParts: 2 }));
  if (event === "replay") await succeed(replayPipeline({ ...runInput(world), target: { month: "2023-02" } }));
}

async function succeed(outcome: Promise<RunOutcome>): Promise<RunOutcome> {
  const ended = await outcome;
  assert.equal(ended.error, undefined);
  return ended;
}

function failAt(point: FailpointName) {
  return (reached: FailpointName) => {
    if (reached === point) throw new Error(`failed at ${point}`);
  };
}
