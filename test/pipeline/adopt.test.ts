import assert from "node:assert/strict";
import { test } from "vitest";
import { adoptPipeline } from "../../src/pipeline/commands/adopt/adopt.ts";
import { compactPipeline } from "../../src/pipeline/commands/compact/compact.ts";
import { voidPipeline } from "../../src/pipeline/commands/void.ts";
import type { Failpoint } from "../../src/pipeline/context/failpoints.ts";
import type { RunOutcome } from "../../src/pipeline/outcome/run-outcome.ts";
import { takeBackup } from "../support/backup.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { runCli } from "../support/run-cli.ts";
import { runInput } from "../support/run-input.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

const MARCH = salesFile("march", [{ date: "2023-03-03", person: 1, price: 100 }]);
const MARCH_TOO = salesFile("march_too", [{ date: "2023-03-05", person: 2, price: 70 }]);
const TAKEN_BACK = salesFile("taken_back", [{ date: "2023-03-07", person: 1, price: 5 }]);
const CORRECTED = { key: MARCH.key, text: salesFile("", [{ date: "2023-03-04", person: 2, price: 40 }]).text };
const APRIL = salesFile("april", [{ date: "2023-04-03", person: 2, price: 50 }]);
const COPY = { key: "raw/sales/by_day/sales_data_copy.csv", text: APRIL.text };
const WRONG = { key: "raw/sales/wrong name.csv", text: APRIL.text };
const MAY = salesFile("may", [{ date: "2023-05-03", person: 1, price: 60 }]);

test("adopt takes back what a restored ledger lacks, also after it was killed, and then both agree", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, MARCH, TAKEN_BACK]);
  await succeed(world.run());
  await world.landAll([MARCH_TOO]);
  await succeed(world.run());
  await using backup = await takeBackup(world);
  // All that a ledger can lack: a correction, a duplicate, a quarantined file, an import that was taken back, compacted sales.
  await world.landAll([CORRECTED, APRIL, WRONG]);
  await succeed(world.run());
  await world.landAll([COPY]);
  await succeed(world.run());
  await succeed(voidPipeline({ ...runInput(world), file: TAKEN_BACK.key }));
  await succeed(compactPipeline({ ...runInput(world), minParts: 2 }));
  const ledger = "SELECT file_id, object_key, status FROM staging_files ORDER BY file_id";
  const statuses = await world.rows(ledger);
  await backup.restore();
  await world.landAll([MAY]);

  const refused = await runCli(["run"], world.env);
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(refused.stderr, /the ledger is older than the bucket .*sales-pipeline adopt/);
  const planned = await runCli(["adopt", "--dry-run"], world.env);
  assert.equal(planned.code, 0, planned.stderr);
  assert.match(planned.stdout, /was Processed +raw\/sales\/sales_data_april.csv +processed\/files\/sales\/\d+\//);
  assert.match(planned.stdout, /was Duplicate +raw\/sales\/by_day\/sales_data_copy.csv/);
  assert.match(planned.stdout, /counts no more +raw\/sales\/sales_data_taken_back.csv/);

  const killed = await adoptPipeline({ ...runInput(world), failpoint: failAt("files_adopted") });
  assert.match(String(killed.error), /failed at files_adopted/);
  assert.match(String((await world.run()).error), /unfinished_adoption: .* Run `sales-pipeline adopt`/);
  const killedLater = await adoptPipeline({ ...runInput(world), failpoint: failAt("commit:after_commit") });
  assert.match(String(killedLater.error), /failed at commit:after_commit/);

  const { summary } = await succeed(adoptPipeline(runInput(world)));
  assert.equal(summary.status, "processed");
  const all = [CORRECTED, MARCH_TOO, APRIL];
  await expectMarts(world, await counting(all));
  const known = new Set(statuses.map((row) => row["file_id"]));
  const after = (await world.rows(ledger)).filter((row) => known.has(row["file_id"]));
  // What was read again because a compaction had removed its sales is a version of its own.
  const isSame = (row: Readonly<Record<string, unknown>>) => row["object_key"] !== MARCH_TOO.key;
  assert.deepEqual(after.filter(isSame), statuses.filter(isSame));
  assert.equal((await adoptPipeline(runInput(world))).summary.status, "nothing_to_do");

  await succeed(world.run());
  await expectMarts(world, await counting([...all, MAY]));
  const [newest] = await world.rows<{ id: string }>("SELECT MAX(file_id) AS id FROM staging_files");
  const kept = (await world.keys("processed/files/")).map((key) => Number(key.split("/")[3]));
  assert.ok(kept.every((id) => id <= Number(newest?.id)));
  assert.equal(new Set(kept).size, kept.length, "no id was given out twice");
});

test("adopt takes kept files without a journal into an empty ledger", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, MARCH]);
  await succeed(world.run());
  await world.landAll([CORRECTED, WRONG]);
  await succeed(world.run());
  for (const key of await world.keys("_pipeline")) await world.remove(key);
  await using fresh = await openWorld();
  const settings = { ...world.settings, mysql: fresh.settings.mysql };
  assert.match(String((await world.run({ settings })).error), /older than the bucket/);
  assert.equal((await adoptPipeline({ ...runInput(world), settings })).error, undefined);
  const expected = await counting([CORRECTED]);
  await expectMarts({ ...world, rows: fresh.rows }, expected);
  assert.deepEqual(
    await fresh.rows("SELECT object_key, status FROM staging_files WHERE feed = 'sales' ORDER BY file_id"),
    [
      { object_key: MARCH.key, status: "Superseded" },
      { object_key: MARCH.key, status: "Processed" },
      { object_key: WRONG.key, status: "Invalid" },
    ],
  );
});

async function succeed(outcome: Promise<RunOutcome>): Promise<RunOutcome> {
  const ended = await outcome;
  assert.equal(ended.error, undefined);
  return ended;
}

function failAt(point: string): Failpoint {
  return (reached) => {
    if (reached === point) throw new Error(`failed at ${point}`);
  };
}
