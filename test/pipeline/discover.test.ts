import assert from "node:assert/strict";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { test } from "vitest";
import { discover } from "../../src/pipeline/discover.ts";
import { searchVanished } from "../../src/pipeline/vanished-files.ts";
import { recordRestored } from "../../src/warehouse/index.ts";
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
  await unordered.range({ objects: [], after: "", upTo: undefined, isOrdered: false });
  assert.equal(await unordered.end(), 0);
});

test("a file was uploaded when S3 took it, and one that a replay has put back when it first was, whichever run finds it", async () => {
  await using world = await openWorld();
  await using discovering = await discoveringIn(world);
  const key = (name: string) => `raw/customers/customers_${name}.csv`;
  const names = ["sent", "copied", "overwritten", "outside", "uncopied"];
  const discovered = async (runId: string, run = discovering.run) => {
    const { files } = await discover({ ...run, runId });
    return new Map(files.map(({ objectKey, lastModified }) => [objectKey, lastModified]));
  };
  for (const name of names) await world.land(key(name), name);
  const { LastModified } = await world.s3.send(
    new HeadObjectCommand({ Bucket: world.settings.s3.bucket, Key: key("sent") }),
  );
  // HEAD tells whole seconds.
  const seconds = (time: string | null | undefined) => Math.floor(Date.parse(time ?? "") / 1000);
  const landed = seconds(LastModified?.toISOString());
  assert.equal(seconds((await discovered("first")).get(key("sent"))), landed);

  // All are kept; a replay says that it will copy four of them, and dies.
  const first = "2024-01-15T10:20:30.123Z";
  await world.change(
    `UPDATE staging_files
     SET status = 'Processed', archive_state = 'done', last_modified = ?, archived_key = CONCAT('processed/files/', object_key)`,
    [first.slice(0, -1)],
  );
  for (const name of names) {
    await world.land(`processed/files/${key(name)}`, name);
    await world.remove(key(name));
  }
  const marked = await world.rows<{ file_id: string }>("SELECT file_id FROM staging_files WHERE object_key <> ?", [
    key("sent"),
  ]);
  await recordRestored(
    discovering.run.warehouse,
    marked.map(({ file_id }) => Number(file_id)),
  );
  for (const name of ["copied", "sent"]) await world.land(key(name), name);
  await world.land(key("overwritten"), "other bytes");
  const second = await discovered("second");
  assert.equal(second.get(key("copied")), first);
  for (const name of ["sent", "overwritten"]) assert.ok(seconds(second.get(key(name))) >= landed, name);

  // What was never copied and is uploaded now is new.
  await world.land(key("uncopied"), "uncopied");
  assert.ok(seconds((await discovered("third")).get(key("uncopied"))) >= landed);
  assert.deepEqual(await world.rows("SELECT * FROM restored_files"), []);

  // What the interval of a run leaves out is a copy still when a later run takes it.
  await recordRestored(
    discovering.run.warehouse,
    marked.map(({ file_id }) => Number(file_id)),
  );
  await world.land(key("outside"), "outside");
  const interval = { of: "landed", start: undefined, end: "2020-01-01T00:00:00.000Z" } as const;
  const { settings } = discovering.run;
  const within = { ...discovering.run, settings: { ...settings, run: { ...settings.run, interval } } };
  assert.equal((await discovered("fourth", within)).size, 0);
  assert.equal((await discovered("fifth")).get(key("outside")), first);
  assert.deepEqual(await world.rows("SELECT * FROM restored_files"), []);
});
