import assert from "node:assert/strict";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { test } from "vitest";
import { killAt } from "../chaos/killed-commands.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { knowDimensions } from "../support/known-dimensions.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import { until } from "../support/until.ts";
import type { ExampleFile } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const MARCH = salesFile("march", [
  { date: "2023-03-03", person: 1, price: 100 },
  { date: "2023-03-04", person: 2, price: 90 },
  { date: "2023-03-20", person: 2, price: 30 },
]);
const APRIL = salesFile("april", [{ date: "2023-04-04", person: 2, price: 90 }]);
const BROKEN: ExampleFile = { ...APRIL, text: APRIL.text.replace("total_cost", "total") };

test("a quarantined file that was fixed in place is taken back as a new version, and only once", async () => {
  await using world = await openWorld();
  await landAll(world, [MARCH, BROKEN]);
  assert.equal((await world.run()).summary.files.invalid, 1);
  const [invalid] = await versions(world, BROKEN.key);
  const kept = invalid?.archived_key ?? "";
  await world.land(kept, APRIL.text);

  const first = await replay(world, "--file", kept);

  assert.equal(first.code, 0, first.stderr);
  assert.deepEqual(JSON.parse(first.lastLine).files, counts({ processed: 1 }));
  await expectMarts(world, await counting([MARCH, APRIL]));
  assert.deepEqual(await statuses(world, BROKEN.key), ["Invalid", "Processed"]);
  assert.deepEqual(await world.keys("raw/"), []);
  assert.equal((await world.keys(kept)).length, 2);

  const refused = await replay(world, "--file", kept);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /a later version of the same key, counts/);
});

test("a file that counts is read again under the rules of today, in place of itself", async () => {
  await using world = await openWorld();
  await landAll(world, [MARCH, APRIL]);
  // On that day the sales of the twentieth and of April lie in the future.
  const early = await world.run({ asOf: "2023-03-10" });
  assert.equal(early.summary.rows.rejected, 2);

  const replayed = await replay(world, "--file", MARCH.key);

  assert.equal(replayed.code, 0, replayed.stderr);
  assert.deepEqual(JSON.parse(replayed.lastLine).files, counts({ processed: 1, superseded: 1 }));
  await expectMarts(world, await counting([MARCH]));
  assert.deepEqual(await statuses(world, MARCH.key), ["Superseded", "Processed"]);

  const [april] = await versions(world, APRIL.key);
  const judgedAnew = await replay(world, "--file", String(april?.file_id));
  assert.equal(judgedAnew.code, 0, judgedAnew.stderr);
  await expectMarts(world, await counting([MARCH, APRIL]));
});

test("a month is replayed without a change to rows that stay the same, however often", async () => {
  await using world = await openWorld();
  const late = salesFile("late", [{ date: "2023-03-21", person: 3, price: 10, store: 122 }]);
  await landAll(world, [MARCH, APRIL, late]);
  await world.run();
  const rows = () => world.rows("SELECT * FROM customers_data_mart ORDER BY customer_id, sales_month");
  const before = await rows();

  for (const time of [1, 2]) {
    // A new file with content that is replayed is a duplicate, even though its key comes first.
    await world.land("raw/sales/sales_data_0.csv", MARCH.text);
    const replayed = await replay(world, "--month", "2023-03");
    assert.equal(replayed.code, 0, replayed.stderr);
    const summary = JSON.parse(replayed.lastLine);
    assert.deepEqual(summary.files, counts({ processed: 2, superseded: 2, duplicate: 1 }));
    assert.equal(summary.marts.customers_data_mart.changed, 0);
    assert.equal(summary.marts.sales_team_data_mart.changed, 0);
    assert.equal((await statuses(world, MARCH.key)).length, 1 + time);
  }

  assert.deepEqual(await rows(), before);
  await expectMarts(world, await counting([MARCH, APRIL, late]));
  assert.deepEqual(await statuses(world, APRIL.key), ["Processed"]);
  assert.equal((await replay(world, "--month", "2019-01")).code, 99);
});

test("a replayed snapshot is as old as it was, also if the replay is killed between copying and recording it", async () => {
  await using world = await openWorld();
  const [january, february] = ["raw/customers/customers_january.csv", "raw/customers/customers_february.csv"];
  const snapshot = (name: string) =>
    `customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date\n1,${name},Lee,,,,2020-01-01\n`;
  await world.land(january, snapshot("Old").replace("first_name", "forename"));
  const uploaded = await uploadedAt(world, january);
  assert.equal((await world.run()).summary.files.invalid, 1);
  const [invalid] = await versions(world, january);
  // S3 tells whole seconds: of two uploads in one of them none is the later.
  await until("february is younger than january", async () => {
    await world.land(february, snapshot("New"));
    return (await uploadedAt(world, february)) > uploaded;
  });
  assert.equal((await world.run()).summary.files.processed, 1);
  await world.land(invalid?.archived_key ?? "", snapshot("Old"));

  await killAt("files_restored", world.env, ["replay", String(invalid?.file_id)]);
  assert.deepEqual(await world.keys("raw/"), [january]);
  assert.equal((await world.run()).summary.files.processed, 1);

  assert.deepEqual(await world.rows("SELECT first_name FROM customer"), [{ first_name: "New" }]);
  const times = await world.rows<{ last_modified: string }>(
    "SELECT DISTINCT CAST(last_modified AS CHAR) AS last_modified FROM staging_files WHERE object_key = ?",
    [january],
  );
  assert.equal(times.length, 1);
  assert.deepEqual(await statuses(world, january), ["Invalid", "Processed"]);
});

test("a replay onto a key that is taken is refused and changes nothing", async () => {
  await using world = await openWorld();
  await landAll(world, [MARCH]);
  await world.run();
  await world.land(MARCH.key, APRIL.text);

  const refused = await replay(world, "--file", MARCH.key);

  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /another object lies at its key/);
  assert.equal(new TextDecoder().decode(await world.read(MARCH.key)), APRIL.text);
  assert.deepEqual(await statuses(world, MARCH.key), ["Processed"]);
  assert.equal((await replay(world, "--file", "raw/sales/none.csv")).code, 2);
  assert.equal((await replay(world)).code, 2);
});

test("content that moves to another key while its own key takes content that counts elsewhere counts under the new key", async () => {
  await using world = await openWorld();
  await landAll(world, [MARCH, APRIL]);
  await world.run();
  // The key of March gets the content that counts as April; the content of March lands under a new key.
  await world.land(MARCH.key, APRIL.text);
  await world.land("raw/sales/sales_data_moved.csv", MARCH.text);

  const { summary, error } = await world.run();

  assert.equal(error, undefined);
  assert.deepEqual(summary.files, counts({ processed: 1, duplicate: 1, superseded: 1 }));
  await expectMarts(world, await counting([MARCH, APRIL]));
});

async function landAll(world: World, files: readonly ExampleFile[]): Promise<void> {
  await knowDimensions(world);
  await world.landAll(files);
}

function replay(world: World, ...options: readonly string[]) {
  return runCli(["replay", "--as-of", AS_OF, ...options], world.env);
}

function counts(some: Readonly<Record<string, number>>) {
  return { processed: 0, invalid: 0, duplicate: 0, superseded: 0, pending: 0, ...some };
}

function versions(world: World, key: string) {
  return world.rows<{ readonly file_id: string | number; readonly status: string; readonly archived_key: string }>(
    "SELECT file_id, status, archived_key FROM staging_files WHERE object_key = ? ORDER BY file_id",
    [key],
  );
}

/** Milliseconds since 1970. */
async function uploadedAt(world: World, key: string): Promise<number> {
  const { LastModified } = await world.s3.send(new HeadObjectCommand({ Bucket: world.settings.s3.bucket, Key: key }));
  return LastModified?.getTime() ?? 0;
}

async function statuses(world: World, key: string): Promise<readonly string[]> {
  return (await versions(world, key)).map(({ status }) => status);
}
