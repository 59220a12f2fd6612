import assert from "node:assert/strict";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { test } from "vitest";
import { discover } from "../../src/pipeline/discover.ts";
import { searchVanished } from "../../src/pipeline/vanished-files.ts";
import { discoveringIn } from "../support/discovering.ts";
import { runCli } from "../support/run-cli.ts";
import { withFeeds } from "../support/settings.ts";
import { openWorld } from "../support/world.ts";

const TEMPORARY = "raw/sales/_temporary/0/_temporary/attempt_1_m_000000_0";
const OF_OTHERS = [
  "raw/sales/_SUCCESS",
  "raw/sales/.sales_data_good.csv.crc",
  "raw/sales/._sales_data_good.csv",
  "raw/sales/.DS_Store",
  "raw/sales/2024_$folder$",
  "raw/sales/_committed_7",
  `${TEMPORARY}/sales_data_part.csv`,
  `${TEMPORARY}/part-00000-c000.csv`,
  "raw/sales/shop 1/.staging/sales_data_draft.csv",
  "raw/_SUCCESS",
  "raw/_tmp/sales/sales_data_other.csv",
];
const OURS = ["raw/sales/sales_data_a_b.csv", "raw/sales/shop.1/sales_data.csv"];

test("what other writers leave below raw/ is left alone, and counted", async () => {
  await using world = await openWorld();
  await using discovering = await discoveringIn(world);
  for (const key of [...OF_OTHERS, ...OURS, "raw/sales/2024/"]) await world.land(key, "x");

  const found = await discover(discovering.run);

  assert.deepEqual(
    found.files.map(({ objectKey }) => objectKey),
    OURS,
  );
  assert.equal(found.ignored, OF_OTHERS.length);
  const planned = await runCli(["plan", "--explain", "none", "--json"], world.env);
  assert.equal(JSON.parse(planned.lastLine).ignored, OF_OTHERS.length, planned.stderr);
  const told = await runCli(["plan", "--explain", "none"], world.env);
  assert.match(told.stdout, /^11 objects below raw\/ belong to other writers \(ignorePattern\)/m);
  const status = await runCli(["status"], world.env);
  assert.match(
    status.stdout,
    /^11 objects below raw\/ belong to other writers \(ignorePattern\) and were left alone at 20/m,
  );

  const { settings } = discovering.run;
  const changed = withFeeds(settings, { sales: { ignorePattern: /^_temporary\// } });
  const byPattern = await discover({ ...discovering.run, runId: "second", settings: changed });
  assert.equal(byPattern.ignored, 4);
  assert.equal(byPattern.files.length, OF_OTHERS.length - 4 + 2);
});

test("a file whose object vanishes while it waits is Failed, and waits again when its object is back", async () => {
  await using world = await openWorld();
  await using discovering = await discoveringIn(world);
  const keys = ["a", "b", "c", "d e", "zz"].map((name) => `raw/sales/sales_data_${name}.csv`);
  const [first = "", second = "", , , last = ""] = keys;
  for (const key of keys) await world.land(key, key);
  const run = (runId: string) => discover({ ...discovering.run, runId });
  assert.equal((await run("first")).files.length, keys.length);

  for (const key of [first, last]) await world.remove(key);
  const found = await run("second");
  assert.deepEqual([found.files.length, found.vanished], [3, 2]);
  const failed = "SELECT object_key, reason FROM staging_files WHERE status = 'Failed' ORDER BY file_id";
  assert.deepEqual(
    (await world.rows(failed)).map(({ object_key, reason }) => [object_key, String(reason).split(":")[0]]),
    [
      [first, "vanished"],
      [last, "vanished"],
    ],
  );
  // It is told once.
  assert.equal((await run("third")).vanished, 0);

  await world.land(first, first);
  assert.deepEqual((await run("fourth")).files.map(({ objectKey, fileId }) => [objectKey, fileId]).at(0), [first, 1]);
  for (const key of keys.slice(0, -1)) await world.remove(key);
  assert.equal((await run("fifth")).vanished, 4);
  assert.deepEqual(await world.rows("SELECT COUNT(*) AS n FROM staging_files WHERE status <> 'Failed'"), [{ n: "0" }]);

  await world.land(second, second);
  await run("sixth");
  const unordered = searchVanished(discovering.run);
  await unordered.page(["raw/sales/z.csv", "raw/sales/a.csv"]);
  assert.equal(await unordered.end(), 0);
});

test("a file was uploaded when S3 took it, and one that is replayed when it first was", async () => {
  await using world = await openWorld();
  await using discovering = await discoveringIn(world);
  const [sent, replayed] = ["raw/customers/customers_sent.csv", "raw/customers/customers_replayed.csv"];
  const discovered = async (runId: string) => {
    const { files } = await discover({ ...discovering.run, runId }, { again: new Set([replayed]) });
    return new Map(files.map(({ objectKey, lastModified }) => [objectKey, lastModified]));
  };
  for (const key of [sent, replayed]) await world.land(key, "first");
  const { LastModified } = await world.s3.send(new HeadObjectCommand({ Bucket: world.settings.s3.bucket, Key: sent }));
  // HEAD tells whole seconds.
  const seconds = (time: string | null | undefined) => Math.floor(Date.parse(time ?? "") / 1000);
  assert.equal(seconds((await discovered("first")).get(sent)), seconds(LastModified?.toISOString()));

  await world.change("UPDATE staging_files SET status = 'Processed', last_modified = '2024-01-15 10:20:30.123'");
  for (const key of [sent, replayed]) await world.land(key, "second");
  const again = await discovered("second");
  assert.equal(again.get(replayed), "2024-01-15T10:20:30.123Z");
  assert.ok(seconds(again.get(sent)) >= seconds(LastModified?.toISOString()));
});
