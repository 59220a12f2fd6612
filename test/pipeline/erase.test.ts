import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { erasePipeline } from "../../src/pipeline/commands/erase.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { ERASE_FAILPOINTS } from "../../src/pipeline/context/failpoints.ts";
import { startFaultyRun } from "../chaos/faulty-run.ts";
import { killAt } from "../chaos/killed-commands.ts";
import { everyObject, everyTable } from "../support/everything.ts";
import { runCli } from "../support/run-cli.ts";
import { runInput } from "../support/run-input.ts";
import { AS_OF } from "../support/sales-files.ts";
import { salesParquet } from "../support/sales-parquet.ts";
import { SALES_TEAM_FILE, STORES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

/** Customer 12. Her number also stands in other customers' numbers, in prices, quantities and store numbers. */
const SIGNS = ["mara@", "0171 555 12", "12 Lime Street", "Mara"];

const CUSTOMERS = "customer_id,first_name,last_name,address,pincode,phone_number,customer_joining_date\n";
const MARA = '12,Mara,Quill,"12 Lime Street",12345,0171 555 12,2020-01-12\n';
const OTHERS =
  '112,Ben,Ode,"9 Lime Street",12,0171 555 77,2020-01-12\n121,Cleo,Fay,"1 Hill",12,0171 555 78,2020-01-12\n';

const SALES = "customer_id,store_id,product_name,sales_date,sales_person_id,price,quantity,total_cost,e-mail\n";
const FIRST = `${SALES}12,121,sugar,2023-03-03,1,12,1,12,mara@one.example
112,121,sugar,2023-03-03,2,10,12,120,ben@example.org
121,12,sugar,2023-04-03,2,12,12,144,cleo@example.org
12,121,sugar,2023-02-03,1,12,1,12,mara@gone.example
12,121,sugar,2023-03-04,1,12,1,13,mara@rejected.example
112,121,sugar,2023-03-04,1,12,1,99,ben@rejected.example
`;
const CORRECTED = FIRST.replace("mara@one", "mara@two").replace("2023-02-03", "2023-03-03");
const LINES = `{"customer_id": 12, "store_id": 121, "product_name": "tea", "sales_date": "2023-05-01", "sales_person_id": 1, "price": 2.50, "quantity": 2, "total_cost": 5.00, "card": {"of": "Mara Quill"}}
{"customer_id": "112", "store_id": 12, "product_name": "tea", "sales_date": "2023-05-02", "sales_person_id": 3, "price": 12, "quantity": 1, "total_cost": 12, "card": 12}
`;
const MOSTLY_FAULTY = `${SALES}12,121,sugar,2023-03-05,1,1,1,7,mara@faulty.example\n`;

const KEYS = {
  first: "raw/sales/sales_data_first.csv",
  lines: "raw/sales/sales_data_lines.jsonl.gz",
  parquet: "raw/sales/sales_data_columns.parquet",
} as const;

test("a customer is erased everywhere, at whatever point it is killed, and no sum moves", async () => {
  await using world = await openWorld();
  await land(world);
  const before = { marts: await sums(world), files: await files(world), others: await others(world) };
  const etags = await objects(world);
  const refused = await runCli(["erase", "--customer", "12.5"], world.env);
  assert.equal(refused.code, 2);
  assert.notDeepEqual(await traces(world), []);

  const planned = await erase(world, 12, true);
  assert.equal(planned.status, "processed");
  assert.deepEqual(await world.rows("SELECT * FROM erasures"), []);
  assert.deepEqual(await objects(world), etags);

  const first = startFaultyRun("erase:begun", world.env, ["erase", "12"]);
  assert.equal(await first.reached, true);
  assert.equal((await runCli(["erase", "--customer", "112"], world.env)).code, 75);
  first.kill("SIGKILL");
  await first.ended;
  assert.equal((await world.run()).summary.warnings["unfinished_erasure"], 1);
  const points = ["commit:before_commit", "commit:after_commit", ...ERASE_FAILPOINTS.slice(1)] as const;
  for (const point of points) await killAt(point, world.env, ["erase", "12"]);
  const done = await runCli(["erase", "--customer", "12"], world.env);
  assert.ok([0, 99].includes(done.code ?? -1), done.stderr);
  const { erased } = JSON.parse(done.lastLine);
  assert.deepEqual(erased.unsearched, []);

  assert.deepEqual(await traces(world), []);
  assert.deepEqual(await sums(world), before.marts);
  assert.deepEqual(await files(world), before.files);
  assert.deepEqual(await others(world), before.others);
  const cleaned = (await everyObject(world, /ben@\w+|cleo@\w+/)).filter(({ key }) =>
    key.startsWith("processed/sales/"),
  );
  // Of some there is more than one version.
  assert.deepEqual([...new Set(cleaned.map(({ found }) => found))].toSorted(), ["ben@example", "cleo@example"]);
  assert.deepEqual(await customer(world, 12), [{ customer_id: 12, phone_number: null, last_name: null }]);
  assert.deepEqual(await customer(world, 112), [{ customer_id: 112, phone_number: "0171 555 77", last_name: "Ode" }]);
  assert.deepEqual(await world.rows("SELECT state FROM erasures"), [{ state: "done" }]);
  assert.deepEqual(
    (await world.keys()).filter((key) => key.startsWith("_work/")),
    [],
  );
  assert.equal((await erase(world, 12)).status, "nothing_to_do");
});

test("an erased customer stays erased, and the files stay known", async () => {
  await using world = await openWorld();
  await land(world);
  const marts = await sums(world);
  assert.equal((await erase(world, 12)).status, "processed");
  assert.deepEqual(await traces(world), []);

  // A number that nobody has is not remembered; that of a customer without a name is.
  assert.equal((await erase(world, 777)).status, "nothing_to_do");
  assert.equal((await erase(world, 99)).status, "nothing_to_do");
  assert.deepEqual(await world.rows("SELECT row_key FROM erasures ORDER BY row_key"), [
    { row_key: 12 },
    { row_key: 99 },
  ]);

  await expectKnownAgain(world, marts);
  await expectForgottenAgain(world, marts);
});

test("who is erased while the files that bring them wait is left out when these are processed", async () => {
  await using world = await openWorld();
  await world.landAll([STORES_FILE, SALES_TEAM_FILE, { key: KEYS.first, text: FIRST }]);
  await world.land("raw/customers/customers.csv", CUSTOMERS + MARA + OTHERS);
  await killAt("partitions_staged", world.env, ["run"]);
  const { status, erased } = await erase(world, 12);
  // The batch that died is given up, and its files wait again.
  assert.deepEqual([status, erased?.waiting], ["nothing_to_do", 2]);
  const { summary, error } = await world.run();
  assert.equal(error, undefined);
  // Her row, and two sales of hers that count and say more than the contract.
  assert.equal(summary.warnings["erased_row"], 3);
  assert.deepEqual(await customer(world, 12), []);
  assert.equal((await customer(world, 112)).length, 1);
  const cleaned = (await everyObject(world, /mara@\w+/)).filter(({ key }) => key.startsWith("processed/sales/"));
  assert.deepEqual(cleaned, []);
  assert.equal((await erase(world, 12)).erased?.files, 2);
  assert.deepEqual(await traces(world), []);
});

async function land(world: World): Promise<void> {
  await world.landAll([STORES_FILE, SALES_TEAM_FILE, { key: KEYS.first, text: FIRST }]);
  await world.land("raw/customers/customers.csv", CUSTOMERS + MARA + OTHERS);
  const members = [CUSTOMERS + MARA, OTHERS].map((text) => gzipSync(text));
  await world.land("raw/customers/customers_packed.csv.gz", Buffer.concat(members));
  // Refused: its name; two rows of one customer; most of its rows.
  await world.land("raw/sales/bad name.csv", FIRST.replace("mara@one", "mara@name"));
  await world.land("raw/customers/customers_two.csv", CUSTOMERS + MARA + MARA.replace("Lime", "Oak"));
  await world.land("raw/sales/sales_data_faulty.csv", MOSTLY_FAULTY);
  await world.land("raw/clients/customers.csv", CUSTOMERS + MARA + OTHERS);
  await world.land(KEYS.lines, gzipSync(LINES));
  const extra = { customer_id: "12::INTEGER", sales_date: "DATE '2023-08-08'", "e-mail": "'mara@columns.example'" };
  await world.land(KEYS.parquet, await salesParquet(extra));
  await world.land("raw/sales/sales_data_unknown.csv", `${SALES}99,121,sugar,2023-06-01,1,5,1,5,\n`);
  assert.equal((await world.run()).error, undefined);
  await world.land(KEYS.first, CORRECTED);
  assert.equal((await world.run()).error, undefined);
  for (const page of ["one", "two"])
    await world.land(`reports/${page}.html`, "such as 12,x,&quot;12 Lime Street&quot;");
  await world.land("reports/other.html", "ben@example.org");
}

/** The content that was uploaded is known under any key, and so is what is kept in its place, also after a replay. */
async function expectKnownAgain(world: World, marts: object): Promise<void> {
  const kept = await archived(world, KEYS.lines);
  await world.land("raw/sales/sales_data_again-1.csv", CORRECTED);
  await world.land("raw/sales/sales_data_again-2.jsonl.gz", await world.read(kept));
  const { summary } = await world.run();
  assert.deepEqual([summary.files.duplicate, summary.files.processed], [2, 0]);
  for (const key of Object.values(KEYS)) {
    const replayed = await runCli(["replay", "--as-of", AS_OF, "--file", key], world.env);
    assert.equal(replayed.code, 0, replayed.stderr);
  }
  await world.land("raw/sales/sales_data_again-3.csv", CORRECTED);
  assert.equal((await world.run()).summary.files.duplicate, 1);
  await world.change("UPDATE customers_data_mart SET total_sales = 1");
  assert.equal((await rebuildPipeline(runInput(world))).error, undefined);
  assert.deepEqual(await sums(world), marts);
  // What was uploaded again holds her again, and is kept.
  assert.equal((await erase(world, 12)).erased?.files, 2);
  assert.deepEqual(await traces(world), []);
}

/** Later files bring others' rows, and of her only what counts. */
async function expectForgottenAgain(world: World, marts: object): Promise<void> {
  await world.land("raw/customers/customers_new.csv", CUSTOMERS + MARA + OTHERS.replace("Ode", "Odell"));
  const more = `${SALES}12,121,sugar,2023-07-01,1,12,1,12,mara@later.example\n112,121,sugar,2023-07-01,1,12,1,12,ben@later\n`;
  await world.land("raw/sales/sales_data_more.csv", more);
  const { summary, error } = await world.run();
  assert.equal(error, undefined);
  assert.equal(summary.warnings["erased_row"], 2);
  assert.deepEqual(await customer(world, 12), [{ customer_id: 12, phone_number: null, last_name: null }]);
  assert.deepEqual(await customer(world, 112), [{ customer_id: 112, phone_number: "0171 555 77", last_name: "Odell" }]);
  const found = await everyObject(world, /mara@later|ben@later/);
  assert.deepEqual(
    found.filter(({ key }) => key.startsWith("processed/sales/")).map(({ found: text }) => text),
    ["ben@later"],
  );
  assert.notDeepEqual(await sums(world), marts);
  assert.equal((await erase(world, 12)).erased?.files, 2);
  assert.deepEqual(await traces(world), []);
}

/** What others have in files, rejected rows and pages: nothing of it may go. */
async function others(world: World) {
  const found = await everyObject(world, /(ben|cleo)@[\w.]+/);
  return found.filter(({ key }) => !key.startsWith("processed/sales/"));
}

async function traces(world: World): Promise<readonly string[]> {
  const signs = new RegExp(SIGNS.join("|"));
  return [...(await everyObject(world, signs)).map(({ key }) => key), ...(await everyTable(world, signs))];
}

/** All that is counted, without what shows whom. */
async function sums(world: World) {
  return {
    team: await world.rows(
      "SELECT store_id, sales_month, sales_person_id, full_name, total_sales, sales_rank, incentive FROM sales_team_data_mart ORDER BY 1, 2, 3",
    ),
    customers: await world.rows(
      "SELECT customer_id, sales_month, total_purchases, total_quantity, total_sales FROM customers_data_mart ORDER BY 1, 2",
    ),
  };
}

function files(world: World) {
  return world.rows(
    "SELECT file_id, object_key, sha256, status, rows_read, rows_accepted FROM staging_files ORDER BY file_id",
  );
}

async function objects(world: World) {
  return await Promise.all((await world.keys()).map(async (key) => [key, await world.etag(key)]));
}

function customer(world: World, id: number) {
  return world.rows("SELECT customer_id, phone_number, last_name FROM customer WHERE customer_id = ?", [id]);
}

async function archived(world: World, key: string): Promise<string> {
  const [row] = await world.rows<{ archived_key: string }>(
    "SELECT archived_key FROM staging_files WHERE object_key = ? AND status = 'Processed'",
    [key],
  );
  return row?.archived_key ?? "";
}

async function erase(world: World, key: number, isDryRun = false) {
  const { summary, error } = await erasePipeline({ ...runInput(world), key, isDryRun });
  assert.equal(error, undefined);
  return summary;
}
