import assert from "node:assert/strict";
import { test } from "vitest";
import { voidPipeline } from "../../src/pipeline/commands/void.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { runCli } from "../support/run-cli.ts";
import { runInput } from "../support/run-input.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import { CUSTOMERS_FILE, type ExampleFile, SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const MARCH = salesFile("march", [
  { date: "2023-03-03", person: 1, price: 100 },
  { date: "2023-03-04", person: 2, price: 90 },
]);
const APRIL = salesFile("april", [{ date: "2023-04-04", person: 2, price: 70 }]);
const ELSEWHERE: ExampleFile = { key: "raw/sales/shop 2/sales_data_march.csv", text: MARCH.text };
const OTHER_DAY: ExampleFile = { ...APRIL, text: salesFile("", [{ date: "2023-04-05", person: 2, price: 80 }]).text };

test("an import is taken back and brought back, and what may not have been meant is a warning", async () => {
  await using world = await openWorld();
  await world.landAll([CUSTOMERS_FILE, STORES_FILE, SALES_TEAM_FILE, MARCH, APRIL, ELSEWHERE]);
  await world.land("Raw/sales/sales_data_1.csv", MARCH.text);
  const first = await world.run();
  assert.deepEqual(first.summary.warnings, { equal_file_in_other_folder: 1, misplaced_object: 1 });
  await expectMarts(world, await counting([MARCH, APRIL]));

  const planned = await take(world, "--file", MARCH.key, "--dry-run");
  assert.equal(planned.code, 0, planned.stderr);
  assert.match(planned.stdout, /would be Superseded/);
  assert.match(planned.stdout, /2023-03 +2 +190\.00/);
  assert.deepEqual(await statuses(world, MARCH.key), ["Processed"]);

  const taken = await take(world, "--file", MARCH.key);
  assert.equal(taken.code, 0, taken.stderr);
  const { files, months, warnings } = JSON.parse(taken.lastLine);
  assert.deepEqual(files, { processed: 0, invalid: 0, duplicate: 0, superseded: 1, pending: 0 });
  assert.deepEqual([months, warnings], [["2023-03"], { uncounted_duplicate: 1 }]);
  await expectMarts(world, await counting([APRIL]));
  assert.deepEqual(await statuses(world, MARCH.key), ["Superseded"]);

  await expectRefused(world, [
    [["--file", MARCH.key], /it is Superseded: taken back in batch .* Only a file that counts/],
    [["--file", ELSEWHERE.key], /it is Duplicate: same content as/],
    [["--file", CUSTOMERS_FILE.key], /merged into the dimension of customers/],
    [["--file", "raw/sales/none.csv", "--dry-run"], /the ledger has no such file/],
    [[], /--file/],
  ]);

  const [version] = await world.rows("SELECT archived_key FROM staging_files WHERE object_key = ?", [MARCH.key]);
  const back = await runCli(["replay", "--as-of", AS_OF, "--file", String(version?.["archived_key"])], world.env);
  assert.equal(back.code, 0, back.stderr);
  await expectMarts(world, await counting([MARCH, APRIL]));
  assert.deepEqual(await statuses(world, MARCH.key), ["Superseded", "Processed"]);
  const twice = await runCli(["replay", "--as-of", AS_OF, "--file", ELSEWHERE.key], world.env);
  assert.equal(twice.code, 2);
  assert.match(
    twice.stderr,
    /it is Duplicate, and its content counts as file \d+ \(raw\/sales\/sales_data_march\.csv\)/,
  );

  // The name is used again for the next day. And the run that takes March back dies once that is committed.
  await world.landAll([OTHER_DAY]);
  const reused = await world.run();
  assert.equal(reused.summary.warnings["correction_of_other_dates"], 1);
  const report = await runCli(["report"], world.env);
  assert.match(report.stdout, /^ {2}correction_of_other_dates: 1$/m);
  const died = await voidPipeline({
    ...runInput(world),
    file: MARCH.key,
    failpoint: (point) => {
      if (point === "commit:after_commit") throw new Error("died");
    },
  });
  assert.equal(died.summary.status, "failed");
  assert.equal((await world.run()).summary.status, "processed");
  await expectMarts(world, await counting([OTHER_DAY]));
});

function take(world: World, ...args: readonly string[]) {
  return runCli(["void", ...args], world.env);
}

async function expectRefused(world: World, refusals: readonly (readonly [readonly string[], RegExp])[]): Promise<void> {
  for (const [args, reason] of refusals) {
    const refused = await take(world, ...args);
    assert.equal(refused.code, 2, refused.stderr);
    assert.match(refused.stderr, reason);
    assert.equal(refused.stdout, "");
  }
}

async function statuses(world: World, key: string): Promise<readonly unknown[]> {
  const rows = await world.rows("SELECT status FROM staging_files WHERE object_key = ? ORDER BY file_id", [key]);
  return rows.map(({ status }) => status);
}
