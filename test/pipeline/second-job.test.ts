import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { namesOfJob } from "../../tools/engine-names/names-of-job.ts";
import { runCli } from "../support/run-cli.ts";
import { openWorld } from "../support/world.ts";

const FOLDER = "examples/second-job";

test("another job, written with the package's exports, has settings, tables, reasons and a windowed mart of its own", async () => {
  await using world = await openWorld({ migrated: false });
  const env = { ...world.env, NODE_OPTIONS: "--conditions=sales-pipeline-source" };
  const pipeline = (...args: readonly string[]) => runCli(["--job", `${FOLDER}/index.ts`, ...args], env);
  const file = (name: string) => readFileSync(`${FOLDER}/files/${name}`, "utf8");

  const init = await pipeline("init");
  assert.equal(init.code, 0, init.stderr);
  assert.deepEqual(JSON.parse(init.lastLine).created, ["car_park", "car_park_months"]);
  const tables = await world.rows("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?", [
    world.settings.mysql.database,
  ]);
  const ofSales = namesOfJob(salesJob);
  assert.deepEqual(
    tables.map(({ name }) => String(name)).filter((name) => ofSales.has(name)),
    [],
  );

  await world.land("raw/car_parks/car_parks.csv", file("car_parks.csv"));
  await world.land("raw/stays/stays_2024-05.csv", file("stays_2024-05.csv"));
  const run = await pipeline("run", "--as-of", "2024-06-30");
  assert.equal(run.code, 0, run.stderr);
  const { rows, warnings, marts, months } = JSON.parse(run.lastLine);
  assert.deepEqual(rows, { read: 10, accepted: 8, rejected: 2 });
  assert.deepEqual(warnings, { "unknown_reference:car_park": 1 });
  assert.deepEqual(months, ["2024-05", "2024-06"]);
  assert.deepEqual(marts, { car_park_months: { rows: 6, changed: 6 } });
  assert.deepEqual(await world.rows("SELECT code, CAST(row_count AS CHAR) AS n FROM batch_rejections ORDER BY code"), [
    { code: "lost_ticket", n: "1" },
    { code: "missing:fee", n: "1" },
  ]);

  const columns = "sales_month, car_park_id, car_park, district, stays, minutes, takings, place";
  const taken = await world.rows(`SELECT ${columns} FROM car_park_months ORDER BY sales_month, place, car_park_id`);
  assert.deepEqual(
    taken.map((row) => Object.values(row).join("|")),
    [
      "2024-05|1|Market Square|Centre|2|175|8.50|1",
      "2024-05|2|Station|North|2|615|8.50|1",
      "2024-05|3|Riverside||1|90|4.00|3",
      "2024-05|9|||1|30|1.00|4",
      "2024-06|2|Station|North|1|61|2.50|1",
      "2024-06|3|Riverside||1|61|2.50|1",
    ],
  );
  assert.deepEqual(await world.keys("processed/car_park_months/"), [
    "processed/car_park_months/_manifest.json",
    "processed/car_park_months/sales_month=2024-05/data.parquet",
    "processed/car_park_months/sales_month=2024-06/data.parquet",
  ]);

  const counted = await pipeline(
    "--set",
    "run.longStays=count",
    "replay",
    "--file",
    "raw/stays/stays_2024-05.csv",
    "--as-of",
    "2024-06-30",
  );
  assert.equal(counted.code, 0, counted.stderr);
  assert.deepEqual(
    await world.rows("SELECT takings, place FROM car_park_months WHERE sales_month = '2024-06' AND car_park_id = 3"),
    [{ takings: "14.50", place: 1 }],
  );
});

test("a job that cannot work ends a command with one line that says why", async () => {
  await using world = await openWorld({ migrated: false });
  const { code, stdout, stderr } = await runCli(["--job", "examples/no-such-job.ts", "init"], world.env);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /^sales-pipeline: .*The module examples\/no-such-job\.ts: it cannot be loaded: .*Check --job or PIPELINE_JOB\.\n$/,
  );
});
