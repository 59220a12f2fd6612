import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { openLake } from "../../src/lake/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { plan } from "../../src/pipeline/commands/plan.ts";
import { replayPipeline } from "../../src/pipeline/commands/replay.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { feedContracts } from "../../src/pipeline/validate/feed-contracts.ts";
import { openWarehouse } from "../../src/warehouse/index.ts";
import { expectMarts } from "../support/expect-marts.ts";
import {
  ACCESS_DENIED,
  GONE,
  IN_COLD_STORAGE,
  KEY_NOT_GRANTED,
  openRefusingS3,
  type RefusableRequest,
  type Refusal,
  type RefusingS3,
} from "../support/refusing-s3.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const key = (name: string) => `raw/sales/sales_data_${name}.csv`;
const THEIRS = key("theirs");
const COLD = key("cold");
const LOCKED = key("locked");
const GHOST = key("ghost");

/** Refused by its owner wherever it is read or copied. */
const NAMELESS = "raw/sales/not a sales file.csv";

const REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  [THEIRS, ACCESS_DENIED],
  [COLD, IN_COLD_STORAGE],
  [LOCKED, KEY_NOT_GRANTED],
  [GHOST, GONE],
  [NAMELESS, ACCESS_DENIED],
]);

function isRead({ method, key, source }: RefusableRequest): string | undefined {
  if (method === "GET" || method === "HEAD") return key;
  return source;
}

test("objects that S3 refuses fail alone, are tried again by later runs, and then wait for replay", async () => {
  await using world = await openWorld({ run: { maxFileFailures: 2 } });
  await using s3 = await openRefusingS3(world.settings.s3.endpoint ?? "");
  for (const [key] of REFUSALS) await world.land(key, `no,header of sales\n${key}\n`);
  s3.refuse((request) => REFUSALS.get(isRead(request) ?? ""));

  const first = await run(world, s3);

  assert.equal(first.error, undefined);
  assert.equal(first.summary.status, "processed");
  assert.deepEqual(first.summary.files, { processed: 0, invalid: 1, duplicate: 0, superseded: 0, pending: 0 });
  assert.deepEqual(first.summary.warnings, { failed_file: 4, unarchived_file: 1 });
  assert.deepEqual(
    first.summary.refused?.map(({ key, status, code }) => [key, status, code]),
    [
      [COLD, "Failed", "cold_storage"],
      [GHOST, "Failed", "vanished"],
      [LOCKED, "Failed", "encryption_key"],
      [THEIRS, "Failed", "access_denied"],
      [NAMELESS, "Invalid", "bad_name"],
    ],
  );
  const reasons = await reasonsOf(world);
  assert.match(reasons.get(THEIRS) ?? "", /^access_denied: .*Grant s3:GetObject .*another account's.* Failed 1 of 2/);
  assert.match(reasons.get(COLD) ?? "", /^cold_storage: .*Restore it .*the next run tries it again\.$/);
  assert.doesNotMatch(reasons.get(COLD) ?? "", /Grant s3:GetObject/);
  assert.match(reasons.get(LOCKED) ?? "", /^encryption_key: .*Grant kms:Decrypt /);
  assert.match(reasons.get(GHOST) ?? "", /^vanished: /);

  const second = await run(world, s3);
  assert.equal(second.error, undefined);
  assert.deepEqual(second.summary.warnings, { failed_file: 4, unarchived_file: 1 });
  assert.match(
    (await reasonsOf(world)).get(COLD) ?? "",
    /Failed 2 of 2 times: no run tries it again.*replay --file \d+`/,
  );

  const third = await run(world, s3);
  assert.equal(third.error, undefined);
  assert.equal(third.summary.status, "nothing_to_do");
  assert.equal(third.summary.refused, undefined);
  assert.deepEqual(third.summary.warnings, { failed_file_left_aside: 4, unarchived_file: 1 });
  assert.deepEqual(await planned(world), { left_aside: 4 });

  s3.refuse(() => undefined);
  const replayed = await replayPipeline({ ...options(world, s3), target: { file: COLD } });
  assert.equal(replayed.error, undefined);
  assert.equal(replayed.summary.files.invalid, 1);
  assert.match((await reasonsOf(world)).get(COLD) ?? "", /^missing_header: /);
  assert.deepEqual(await world.keys("raw/"), [GHOST, LOCKED, THEIRS]);
  await world.remove(THEIRS);
  const gone = await replayPipeline({ ...options(world, s3), target: { file: THEIRS } });
  assert.match(String(gone.error), /its object is gone\. Upload the file again/);
});

test("what S3 refuses to all files is the run's: nothing becomes Failed", async () => {
  await using world = await openWorld();
  await using s3 = await openRefusingS3(world.settings.s3.endpoint ?? "");
  // The server is known, and has begun to refuse since.
  assert.equal((await run(world, s3)).error, undefined);
  await world.land(THEIRS, "x");
  s3.refuse(({ method, key }) => (method === "GET" && /^(raw|_work)\//.test(key) ? ACCESS_DENIED : undefined));
  const unreadable = await run(world, s3);
  assert.match(String(unreadable.error), /access_denied: .*sales_data_theirs\.csv.*Grant s3:GetObject/);
  s3.refuse(({ key }) => (key === "" ? ACCESS_DENIED : undefined));
  assert.match(String((await run(world, s3)).error), /access_denied: .*Grant s3:ListBucket/);
  assert.deepEqual(await world.rows("SELECT status FROM staging_files"), [{ status: "Pending" }]);

  // An identity that may read, but not remove: no object is to blame.
  s3.refuse(({ method, key }) => (method === "DELETE" && key.startsWith("raw/") ? ACCESS_DENIED : undefined));
  assert.match(String((await run(world, s3)).error), /access_denied: .*Grant s3:DeleteObject/);
  s3.refuse(() => undefined);
  assert.equal((await run(world, s3)).error, undefined);
  assert.deepEqual(await world.keys("raw/"), []);
});

test("an object that S3 refuses at any moment of a run leaves the others to count", async () => {
  await using world = await openWorld();
  await using s3 = await openRefusingS3(world.settings.s3.endpoint ?? "");
  const good = salesFile("good", [{ date: "2023-03-01", person: 1, price: 10 }]);
  const later = salesFile("refused-later", [
    { date: "2023-03-01", person: 1, price: 70 },
    // Rejected, so that the driver reads the file a second time, after Spark.
    { date: "2026-03-02", person: 2, price: 70 },
  ]);
  const more = salesFile("more", [{ date: "2023-03-02", person: 1, price: 20 }]);
  for (const { key, text } of [...DIMENSION_FILES, good, later]) await world.land(key, text);
  await world.land(THEIRS, salesFile("theirs", [{ date: "2023-03-01", person: 1, price: 80 }]).text);
  await world.land(GHOST, salesFile("ghost", [{ date: "2023-03-01", person: 1, price: 90 }]).text);
  const refused = new Map([
    [THEIRS, ACCESS_DENIED],
    [GHOST, GONE],
  ]);
  s3.refuse((request) => refused.get(isRead(request) ?? ""));

  const first = await run(world, s3, (point) => {
    if (point === "sales_cleaned") refused.set(later.key, ACCESS_DENIED);
  });
  assert.equal(first.error, undefined);
  assert.equal(first.summary.files.processed, DIMENSION_FILES.length + 1);
  assert.deepEqual(first.summary.warnings, { failed_file: 3 });
  await expectMarts(world, await counting([good]));

  await world.land(more.key, more.text);
  refused.delete(later.key);
  const second = await run(world, s3);
  assert.equal(second.error, undefined);
  assert.deepEqual(second.summary.warnings, { failed_file: 2, future_date: 1 });
  await expectMarts(world, await counting([good, later, more]));
});

function options(world: World, s3: RefusingS3) {
  const { settings } = world;
  return {
    job: salesJob,
    settings: { ...settings, s3: { ...settings.s3, endpoint: s3.endpoint } },
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings: Readonly<Record<string, string>>) =>
      createLogger(process.env["TEST_LOG_LEVEL"] ?? "silent", bindings),
  };
}

async function run(world: World, s3: RefusingS3, failpoint: (point: string) => void = () => undefined) {
  return await runPipeline({ ...options(world, s3), failpoint });
}

async function reasonsOf(world: World): Promise<ReadonlyMap<string, string>> {
  const rows = await world.rows<{ object_key: string; reason: string }>("SELECT object_key, reason FROM staging_files");
  return new Map(rows.map(({ object_key, reason }) => [object_key, reason]));
}

async function planned({ settings }: World): Promise<Readonly<Record<string, number>>> {
  await using warehouse = await openWarehouse(settings.mysql);
  const lake = openLake(settings.s3);
  const { files } = await plan({
    job: salesJob,
    warehouse,
    lake,
    contracts: feedContracts({ job: salesJob, settings }),
    settings,
    signal: new AbortController().signal,
  });
  lake.close();
  const byProspect = Map.groupBy(files, ({ prospect }) => prospect);
  return Object.fromEntries([...byProspect].map(([prospect, found]) => [prospect, found.length]));
}
