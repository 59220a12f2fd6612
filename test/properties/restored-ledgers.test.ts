import assert from "node:assert/strict";
import { test } from "vitest";
import { adoptPipeline } from "../../src/pipeline/commands/adopt/adopt.ts";
import { compactPipeline } from "../../src/pipeline/commands/compact/compact.ts";
import { replayPipeline } from "../../src/pipeline/commands/replay.ts";
import { FAILPOINTS } from "../../src/pipeline/context/failpoints.ts";
import type { RunOutcome } from "../../src/pipeline/outcome/run-outcome.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { type Backup, takeBackup } from "../support/backup.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { Random } from "../support/random.ts";
import { runInput } from "../support/run-input.ts";
import { AS_OF, counting } from "../support/sales-files.ts";
import { STORES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";
import { Landing, landEvents } from "./landing.ts";

const SEED = Number(process.env["PROPERTY_SEED"] ?? 1);
const SEQUENCES = Number(process.env["PROPERTY_SEQUENCES"] ?? 1);
const ROUNDS = 3;

/** A copy of a table waits for the rows that a transaction holds. */
const POINTS = FAILPOINTS.filter((point) => !point.startsWith("commit:"));

for (let sequence = 0; sequence < SEQUENCES; sequence++) {
  const seed = SEED + sequence;
  test(`after any backup of the ledger was restored, adopt and a run give the marts of all that counts (seed ${seed})`, async () => {
    const random = new Random(seed);
    const landing = new Landing(random);
    await using world = await openWorld();
    await world.landAll([...landing.customers, ...landing.team, STORES_FILE]);
    const backupIn = random.below(ROUNDS);
    let backup: Backup | undefined;
    const story: string[] = [];
    try {
      for (let round = 0; round < ROUNDS; round++) {
        await landEvents(world, landing, random, story);
        const point = random.oneOf(POINTS);
        story.push(round === backupIn ? `a backup at ${point}` : "run");
        const outcome = runPipeline({
          ...runInput(world),
          failpoint: async (reached) => {
            if (round === backupIn && reached === point && backup === undefined) backup = await takeBackup(world);
          },
        });
        await succeed(outcome);
        const event = random.oneOf(["nothing", "compact", "replay"] as const);
        story.push(event);
        if (event === "compact") await succeed(compactPipeline({ ...runInput(world), minParts: 2 }));
        if (event === "replay") await succeed(replayPipeline({ ...runInput(world), target: { month: "2023-02" } }));
        landing.processed();
      }
      await backup?.restore();
      await succeed(adoptPipeline(runInput(world)));
      await succeed(world.run({ asOf: AS_OF }));
      const { customers, team } = landing;
      await expectMarts(world, await counting(landing.counting, { customers, team }));
      assert.equal((await adoptPipeline(runInput(world))).summary.status, "nothing_to_do");
    } catch (error) {
      throw new Error(`seed ${seed}: ${story.join(", ")}`, { cause: error });
    } finally {
      await backup?.[Symbol.asyncDispose]();
    }
  });
}

async function succeed(outcome: Promise<RunOutcome>): Promise<RunOutcome> {
  const ended = await outcome;
  assert.equal(ended.error, undefined);
  return ended;
}
