import assert from "node:assert/strict";
import { test } from "vitest";
import { backfillPipeline } from "../../../src/pipeline/commands/backfill/backfill.ts";
import type { BackfillMode } from "../../../src/pipeline/commands/backfill/mode.ts";
import type { Failpoint } from "../../../src/pipeline/context/failpoints.ts";
import { expectMarts } from "../../support/expect-marts.ts";
import { knowDimensions } from "../../support/known-dimensions.ts";
import { runInput } from "../../support/run-input.ts";
import { counting, salesFile } from "../../support/sales-files.ts";
import { openWorld, type World } from "../../support/world.ts";

const JANUARY = salesFile("january", [{ date: "2023-01-10", person: 1, price: 10 }]);
const STRADDLING = salesFile("turn", [
  { date: "2023-01-31", person: 2, price: 20 },
  { date: "2023-02-01", person: 1, price: 30 },
]);
const MARCH = salesFile("march", [{ date: "2023-03-10", person: 2, price: 40 }]);
const LATE_MARCH = salesFile("march_late", [{ date: "2023-03-31", person: 1, price: 60 }]);
const APRIL = salesFile("april", [{ date: "2023-04-01", person: 2, price: 50 }]);

test("a backfill takes the new files month by month, goes on where it was stopped, and counts every sale once", async () => {
  await using world = await openWorld();
  await knowDimensions(world);
  await world.landAll([JANUARY, STRADDLING, MARCH, LATE_MARCH, APRIL]);

  const stopped = await backfill(world, "new", dieAtTime(2));
  assert.equal(stopped.error instanceof Error && stopped.error.message, "died");
  assert.deepEqual(runsOf(stopped), ["2023-01 processed", "2023-02 nothing_to_do", "2023-03 failed"]);
  assert.deepEqual(stopped.summary.backfill?.left, ["2023-03"]);
  await expectMarts(world, await counting([JANUARY, STRADDLING]));

  // A run takes one file: the month needs two.
  const whole = await backfill(limitedTo(1, world), "new");
  assert.equal(whole.error, undefined);
  assert.deepEqual(runsOf(whole), ["2023-01 nothing_to_do", "2023-02 nothing_to_do", "2023-03 processed"]);
  await expectMarts(world, await counting([JANUARY, STRADDLING, MARCH, LATE_MARCH]));
  // Outside of all months that were asked for.
  assert.deepEqual(await world.keys("raw/"), [APRIL.key]);
  assert.equal((await backfill(world, "new")).summary.status, "nothing_to_do");

  // The marts anew: here the months that are done are known from the ledger alone.
  const rebuilding = await backfill(world, "rebuild", dieAtTime(2));
  assert.deepEqual(runsOf(rebuilding), ["2023-01 processed", "2023-02 failed"]);
  const rebuilt = await backfill(world, "rebuild");
  assert.deepEqual(runsOf(rebuilt), ["2023-02 processed", "2023-03 processed"]);
  assert.deepEqual(await world.rows("SELECT * FROM backfill_months"), []);
  await expectMarts(world, await counting([JANUARY, STRADDLING, MARCH, LATE_MARCH]));

  // Asked to, it also does again what is done.
  const died = await backfill(world, "rebuild", dieAtTime(2));
  assert.deepEqual(runsOf(died), ["2023-01 processed", "2023-02 failed"]);
  const restarted = await backfill(world, "rebuild", () => {}, { restart: true });
  assert.deepEqual(runsOf(restarted), ["2023-01 processed", "2023-02 processed", "2023-03 processed"]);
  assert.deepEqual(await world.rows("SELECT * FROM backfill_months"), []);

  // The files that count once more, and what is new with the first of them.
  const replayed = await backfill(world, "replay");
  assert.deepEqual(runsOf(replayed), ["2023-01 processed", "2023-02 processed", "2023-03 processed"]);
  const { processed, superseded } = replayed.summary.files;
  assert.deepEqual({ processed, superseded }, { processed: 6, superseded: 5 });
  await expectMarts(world, await counting([JANUARY, STRADDLING, MARCH, LATE_MARCH, APRIL]));
});

function limitedTo(maxFiles: number, { settings }: World): Pick<World, "settings"> {
  return { settings: { ...settings, run: { ...settings.run, maxFiles } } };
}

function backfill(
  world: Pick<World, "settings">,
  mode: BackfillMode,
  failpoint: Failpoint = () => {},
  { restart = false }: { readonly restart?: boolean } = {},
) {
  const months = { from: "2023-01", to: "2023-03" };
  return backfillPipeline({ ...runInput(world), command: "backfill", ...months, mode, restart, failpoint });
}

/** The batch that is about to be committed, counted from 1, is not. */
function dieAtTime(time: number): Failpoint {
  let count = 0;
  return (name) => {
    if (name !== "partitions_staged") return;
    count += 1;
    if (count === time) throw new Error("died");
  };
}

function runsOf({ summary }: Awaited<ReturnType<typeof backfill>>): readonly string[] {
  return (summary.backfill?.runs ?? []).map(({ month, status }) => `${month} ${status}`);
}
