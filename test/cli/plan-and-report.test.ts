import assert from "node:assert/strict";
import { test } from "vitest";
import { acquireLease, openWarehouse } from "../../src/warehouse/index.ts";
import { runCli } from "../support/run-cli.ts";
import { CUSTOMERS_FILE, DIMENSION_FILES, EXPECTED_ROWS, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const BAD_NAME = "raw/sales/march.csv";
const COPY = "raw/sales/sales_data_copy.csv";

test("plan tells new files, equal ones and bad names apart, writes nothing and needs neither lease nor Spark", async () => {
  await using world = await openWorld();
  await landExample(world);
  await using warehouse = await openWarehouse(world.settings.mysql);
  await using _lease = await acquireLease(warehouse, { runId: "another-run", ...world.settings.lease });
  const keys = await world.keys();

  const env = { ...world.env, SPARK_REMOTE: "sc://127.0.0.1:1" };
  const { code, stdout, stderr } = await runCli(["plan", "--json", "--explain", "none"], env);

  assert.equal(code, 0, stderr);
  const plan = JSON.parse(stdout);
  assert.equal(plan.running.runId, "another-run");
  assert.equal(plan.spark, undefined);
  assert.deepEqual(prospects(plan), {
    [CUSTOMERS_FILE.key]: "new",
    "raw/products/products.csv": "new",
    [BAD_NAME]: "invalid",
    [SALES_FILE.key]: "new",
    [COPY]: "duplicate",
    "raw/sales_team/sales_team.csv": "new",
    "raw/stores/stores.csv": "new",
  });
  assert.deepEqual(await world.keys(), keys);
  for (const table of ["staging_files", "staging_file_events", "batches"]) {
    assert.deepEqual(await world.rows(`SELECT * FROM ${table}`), [], table);
  }
});

test("plan foretells the next run, and report tells the last one", async () => {
  await using world = await openWorld();
  await landExample(world);
  const first = (await world.run()).summary;
  const corrected = SALES_FILE.text.replace("2,121,sugar,2023-03-15,3,50,2,100", "2,121,sugar,2023-03-15,3,50,3,150");
  await world.land(SALES_FILE.key, corrected);
  await world.land("raw/customers/customers_again.csv", CUSTOMERS_FILE.text);
  // Its content counts no more once the correction is in: it is new again.
  await world.land(COPY, SALES_FILE.text);

  const planned = await runCli(["plan", "--json"], world.env);
  assert.equal(planned.code, 0, planned.stderr);
  const plan = JSON.parse(planned.stdout);
  assert.deepEqual(prospects(plan), {
    "raw/customers/customers_again.csv": "duplicate",
    [SALES_FILE.key]: "correction",
    [COPY]: "new",
  });
  assert.equal(plan.spark.month, "2023-04");
  assert.match(plan.spark.plans.customers_data_mart, /== Physical Plan ==.*HashAggregate\(keys=\[customer_id/s);
  assert.match(plan.spark.plans.sales_team_data_mart, /Window \[rank\(total_sales/);

  const second = (await world.run()).summary;
  assert.deepEqual(second.files, { processed: 2, invalid: 0, duplicate: 1, superseded: 1, pending: 0 });

  const latest = await report(world);
  assert.equal(latest.runId, second.runId);
  assert.deepEqual(became(latest), {
    "raw/customers/customers_again.csv": ["Duplicate", "Duplicate"],
    [`${SALES_FILE.key} old`]: ["Superseded", "Superseded"],
    [SALES_FILE.key]: ["Processed", "Processed"],
    [COPY]: ["Processed", "Processed"],
  });
  assert.deepEqual(
    [latest.run.command, latest.run.status, withoutDuration(JSON.parse(latest.run.summary))],
    ["run", "processed", withoutDuration(second)],
  );
  assert.deepEqual(
    latest.steps.map(({ step, outcome }: { readonly step: string; readonly outcome: string }) => [step, outcome]),
    STEPS.map((step) => [step, "done"]),
  );
  assert.ok(latest.steps.some(({ sparkMs }: { readonly sparkMs: number }) => sparkMs > 0));
  const [change] = latest.batches;
  assert.equal(change.watched.length, second["incentivesMoved"]);
  assert.deepEqual(change.watched[0], {
    mart: "sales_team_data_mart",
    column: "incentive",
    month: "2023-03",
    belongsTo: "Rahul Verma (person 1) in store 121 for 2023-03",
    before: "15.82",
    after: "31.63",
    moved: 4,
  });
  assert.deepEqual(
    change.causes.map(({ month, objectKey, became: status }: Readonly<Record<string, string>>) => [
      month,
      objectKey,
      status,
    ]),
    ["2023-03", "2023-04"].flatMap((month) => [SALES_FILE.key, COPY].map((key) => [month, key, "Processed"])),
  );
  const earlier = await report(world, "--run", first.runId);
  assert.equal(earlier.runId, first.runId);
  assert.deepEqual(became(earlier)[SALES_FILE.key], ["Processed", "Superseded"]);
  assert.deepEqual(became(earlier)[BAD_NAME], ["Invalid", "Invalid"]);
  const [batch] = earlier.batches;
  const ofBatch = await report(world, "--batch", `${first.batchId}`);
  assert.deepEqual(ofBatch.batches, [batch]);
  assert.deepEqual(
    Object.values(became(ofBatch)).map(([then]) => then),
    Array.from({ length: 5 }, () => "Processed"),
  );
  assert.equal(batch.state, "completed");
  assert.deepEqual(batch.months, first.months);
  assert.deepEqual(batch.marts, first.marts);
  assert.equal(batch.rowsRejected, EXPECTED_ROWS.rejected);
  assert.deepEqual(
    batch.partitions.map(({ storeId, salesMonth, action }: Partition) => [storeId, salesMonth, action]),
    [
      [121, "2023-03", "put"],
      [121, "2023-04", "put"],
      [122, "2023-03", "put"],
      [999, "2023-03", "put"],
    ],
  );
});

test("report shows people what needs their attention first", async () => {
  await using world = await openWorld();
  await landExample(world);
  const { summary } = await world.run();
  const { code, stdout } = await runCli(["report", "--limit", "2"], world.env);
  assert.equal(code, 0);
  const [title, ...lines] = stdout.split("\n");
  assert.match(title ?? "", new RegExp(`^Run ${summary.runId} \\(run\\): processed, 20\\S+ to 20\\S+$`));
  assert.match(stdout, /^ {2}commit +\d+\.\d +3 months|^ {2}commit +\d+\.\d +2 months/m);
  const files = lines.slice(lines.findIndex((line) => line.startsWith("Files (")));
  assert.equal(files[0], "Files (5 Processed, 1 Invalid, 1 Duplicate):");
  assert.match(files[2] ?? "", new RegExp(`${BAD_NAME} +Invalid .*bad_name: `));
  assert.match(files[3] ?? "", new RegExp(`${COPY} +Duplicate .*same content as ${SALES_FILE.key}`));
  assert.equal(files[4], "  … and 5 more (--limit)");
});

test("a ledger without runs has no report, and an unknown run is wrong usage", async () => {
  await using world = await openWorld();
  assert.deepEqual(await runCli(["report", "--json"], world.env), {
    code: 0,
    stdout: "null\n",
    stderr: "",
    lastLine: "null",
  });
  const unknown = await runCli(["report", "--run", "20200101T000000Z-abcdef"], world.env);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /knows no run 20200101T000000Z-abcdef\. `status` lists the latest\.\n$/);
});

interface Partition {
  readonly storeId: number;
  readonly salesMonth: string;
  readonly action: string;
}

async function landExample(world: World): Promise<void> {
  await world.landAll([...DIMENSION_FILES, SALES_FILE]);
  await world.land(BAD_NAME, SALES_FILE.text);
  await world.land(COPY, SALES_FILE.text);
}

function prospects(plan: { readonly files: readonly { readonly key: string; readonly prospect: string }[] }) {
  return Object.fromEntries(plan.files.map(({ key, prospect }) => [key, prospect]));
}

/** It is kept before the run has closed its connections. */
function withoutDuration(summary: object) {
  return { ...summary, durationMs: undefined };
}

const STEPS = [
  "recover",
  "discover",
  "validate",
  "load dimensions",
  "clean sales",
  "export rejected rows",
  "compute marts",
  "stage partitions",
  "commit",
  "publish",
  "archive",
  "clean",
];

async function report(world: World, ...args: readonly string[]) {
  const { code, stdout, stderr } = await runCli(["report", "--json", ...args], world.env);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

interface ReportFile {
  readonly objectKey: string;
  readonly became: string;
  readonly status: string;
}

/** What each file became, and what it is now; an old version of a key is marked. */
function became(report: { readonly files: readonly ReportFile[] }) {
  return Object.fromEntries(
    report.files.map(({ objectKey, became, status }) => [
      became === "Superseded" ? `${objectKey} old` : objectKey,
      [became, status],
    ]),
  );
}
