import assert from "node:assert/strict";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { test } from "vitest";
import { purgePipeline } from "../../src/pipeline/commands/purge.ts";
import { takeBackup } from "../support/backup.ts";
import { everyObject, everyTable } from "../support/everything.ts";
import { runCli } from "../support/run-cli.ts";
import { runInput } from "../support/run-input.ts";
import { salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES, type ExampleFile } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const PREFIX = "team=a/sales/";
/** Beside, above and below: all that a listing or a key that forgot the prefix, or its last slash, would meet. */
const NEIGHBOURS = ["", "team=a/", "team=a/sales-old/", "team=b/sales/"];
const OF_NEIGHBOURS = [
  "raw/sales/sales_data_2023-01-01.csv",
  "processed/files/sales/1/sales_data_one.csv",
  "processed/sales/batch=20200101T000000Z-aaaaaa-1/sales_month=2023-03/part-0.parquet",
  "processed/sales_team_data_mart/store_id=9/sales_month=2023-03/data.parquet",
  "processed/sales_team_data_mart/_manifest.json",
  "error/files/sales/2/bad name.csv",
  "error/rows/batch=20200101T000000Z-aaaaaa-1/part-0.jsonl",
  "_work/batch=20200101T000000Z-aaaaaa-1/x",
  "reports/index.html",
  "reports/20200101T000000Z-aaaaaa.html",
  "_pipeline.json",
  "_pipeline/journal/000000000009.jsonl",
];

const MARCH: ExampleFile = {
  ...salesFile("march", [{ date: "2023-03-03", person: 1, price: 100 }]),
  text: `customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost,note
1,121,sugar,2023-03-03,1,100,1,100,call Saanvi
2,121,sugar,2023-03-04,2,10,1,10,
2,121,sugar,2023-03-04,2,10,1,99,
`,
};
const LATE = salesFile("late", [{ date: "2023-03-05", person: 2, price: 40, customer: 2 }]);
const LOST = salesFile("lost", [{ date: "2023-04-05", person: 1, price: 7, customer: 2 }]);
const YEAR_MS = 365 * 86_400_000;

test("what counts and what does not: run, plan, verify, compact, replay, void, rebuild, report below a prefix", async () => {
  await using world = await openWorld();
  const { command, land, sold, expectUntouched } = await amidNeighbours(world);

  await command(0, "doctor");
  for (const file of [...DIMENSION_FILES, MARCH, { key: "raw/sales/bad name.csv", text: "x" }]) await land(file);
  assert.match(await command(0, "plan"), /raw\/sales\/sales_data_march\.csv/);
  await command(0, "run");
  assert.equal(await sold(), "110.00");
  await land(LATE);
  await command(0, "run");
  await command(0, "compact", "--min-parts", "2");
  await command(0, "replay", "--file", `${PREFIX}${MARCH.key}`);
  await command(0, "void", "--file", LATE.key);
  assert.equal(await sold(), "110.00");
  await command(0, "replay", "--file", LATE.key);
  await world.change("UPDATE customers_data_mart SET total_sales = 1");
  await command(1, "verify");
  await command(0, "rebuild");
  assert.equal(await sold(), "150.00");
  await command(0, "verify");
  await command(0, "report", "--publish");
  assert.equal((await world.keys(`${PREFIX}reports/`)).length, 2);
  await expectUntouched("all of it");
});

test("what is kept and forgotten: erase, adopt, recover, purge below a prefix", async () => {
  await using world = await openWorld();
  const { command, land, sold, expectUntouched } = await amidNeighbours(world);
  for (const file of [...DIMENSION_FILES, MARCH, { key: "raw/sales/bad name.csv", text: "x" }]) await land(file);
  await command(0, "run");
  await command(0, "report", "--publish");

  await using backup = await takeBackup(world);
  await land(LOST);
  await command(0, "run");
  await command(0, "erase", "--customer", "1");
  await backup.restore();
  await command(2, "run");
  assert.match(await command(0, "adopt", "--dry-run"), /sales_data_lost\.csv/);
  await command(0, "adopt");
  assert.equal(await sold(), "117.00");
  assert.deepEqual(await everyTable(world, /Saanvi/), []);
  const below: World = { ...world, keys: () => world.keys(PREFIX) };
  assert.deepEqual(await everyObject(below, /Saanvi/), []);
  await command(99, "recover");

  const settings = { ...world.settings, s3: { ...world.settings.s3, prefix: PREFIX } };
  const later = { ...runInput({ settings }), now: () => Date.now() + YEAR_MS };
  assert.equal((await purgePipeline({ ...later, olderThan: 100 })).error, undefined);
  await expectUntouched("purge");
  for (const folder of ["error/", "reports/", "_work/"]) {
    assert.deepEqual(await world.keys(`${PREFIX}${folder}`), []);
  }
  await command(0, "rebuild");
  await command(0, "verify");
  assert.equal(await sold(), "117.00");
});

/** Everything of neighbours in the bucket, and a command line that works between them. */
async function amidNeighbours(world: World) {
  for (const neighbour of NEIGHBOURS) {
    for (const key of OF_NEIGHBOURS) await world.land(`${neighbour}${key}`, `${neighbour}${key} is of another`);
  }
  const beside = await objectsBeside(world);
  const expectUntouched = async (by: string) => assert.deepEqual(await objectsBeside(world), beside, by);
  return {
    expectUntouched,
    async command(code: number, ...args: readonly string[]) {
      const result = await runCli(args, { ...world.env, S3_PREFIX: PREFIX });
      assert.equal(result.code, code, `${args.join(" ")}\n${result.stdout}${result.stderr}`);
      await expectUntouched(args.join(" "));
      return result.stdout;
    },
    land: (file: ExampleFile) => world.land(`${PREFIX}${file.key}`, file.text),
    async sold() {
      const [row] = await world.rows<{ sold: string }>("SELECT SUM(total_sales) AS sold FROM customers_data_mart");
      return row?.sold;
    },
  };
}

/** `key ETag` of every object that is not below the prefix. */
async function objectsBeside({ s3, env }: World): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: env["S3_BUCKET"] }));
  return Contents.filter(({ Key }) => !Key?.startsWith(PREFIX)).map(({ Key, ETag }) => `${Key} ${ETag}`);
}
