import assert from "node:assert/strict";
import { test } from "vitest";
import { runPipeline } from "../../src/pipeline/run.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { runInput } from "../support/run-input.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const GOOD = salesFile("good", [{ date: "2023-03-03", person: 1, price: 10 }]);
const MISTAKE = salesFile("mistake", [{ date: "2023-03-04", person: 1, price: 20 }]);
const OTHER_MISTAKE = salesFile("other_mistake", [{ date: "2023-04-05", person: 2, price: 30 }]);
const PART = salesFile("part", [{ date: "2023-03-06", person: 2, price: 40 }]);
const FULL = salesFile("full", [
  { date: "2023-03-06", person: 2, price: 40 },
  { date: "2023-05-06", person: 2, price: 50 },
]);
const LEFT = salesFile("swapped_left", [{ date: "2023-03-07", person: 3, price: 60 }]);
const RIGHT = salesFile("swapped_right", [{ date: "2023-04-07", person: 3, price: 70 }]);
const MOVED = salesFile("moved", [{ date: "2023-03-08", person: 4, price: 80 }]);
/** All of it lies in the future. */
const REFUSED = salesFile("", [{ date: "2027-01-01", person: 4, price: 1 }]).text;
const EMPTY = salesFile("", []).text;

test("what is overwritten counts no more, wherever its new content counts, and each content counts once", async () => {
  await using world = await openWorld();
  const at = ({ key }: ExampleFile, text: string): ExampleFile => ({ key, text });
  const land = async (...files: readonly ExampleFile[]) => {
    for (const { key, text } of files) await world.land(key, text);
  };
  const statuses = async ({ key }: ExampleFile) => {
    const rows = await world.rows("SELECT status FROM staging_files WHERE object_key = ? ORDER BY file_id", [key]);
    return rows.map(({ status }) => status);
  };

  await land(CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE);
  await land(GOOD, MISTAKE, OTHER_MISTAKE, PART, LEFT, RIGHT, MOVED);
  assert.equal((await world.run()).error, undefined);

  await land(
    // Two imports are taken back by a header alone.
    at(MISTAKE, EMPTY),
    at(OTHER_MISTAKE, EMPTY),
    // A part is overwritten by the whole, which another key brings as well.
    FULL,
    at(PART, FULL.text),
    at(LEFT, RIGHT.text),
    at(RIGHT, LEFT.text),
    // The correction is refused for its rows, so what was there stays, and its content under a new key is a duplicate.
    at(MOVED, REFUSED),
    salesFile("moved_elsewhere", [{ date: "2023-03-08", person: 4, price: 80 }]),
  );
  const second = await world.run();
  assert.equal(second.error, undefined);
  assert.deepEqual(second.summary.files, { processed: 5, invalid: 1, duplicate: 2, superseded: 5, pending: 0 });
  await expectMarts(world, await counting([GOOD, FULL, LEFT, RIGHT, MOVED]));
  assert.deepEqual(await statuses(PART), ["Superseded", "Duplicate"]);
  assert.deepEqual(await statuses(MOVED), ["Processed", "Invalid"]);

  // Nothing that Spark has to read, but what counts changes: dying just before the commit changes nothing of it.
  await land(at(RIGHT, GOOD.text));
  const died = await runPipeline({
    ...runInput(world),
    failpoint: (point) => {
      if (point === "commit:before_commit") throw new Error("died");
    },
  });
  assert.equal(died.summary.status, "failed");
  assert.deepEqual(await statuses(RIGHT), ["Superseded", "Processed", "Pending"]);
  const third = await world.run();
  assert.deepEqual(third.summary.files, { processed: 0, invalid: 0, duplicate: 1, superseded: 1, pending: 0 });
  assert.deepEqual(third.summary.months, ["2023-03"]);
  await expectMarts(world, await counting([GOOD, FULL, RIGHT, MOVED]));
  assert.deepEqual(await statuses(RIGHT), ["Superseded", "Superseded", "Duplicate"]);
  assert.deepEqual(await world.keys("raw/"), []);
});
