import assert from "node:assert/strict";
import { test } from "vitest";
import { FEEDS } from "../support/feeds.ts";
import { runCli } from "../support/run-cli.ts";
import { openWorld } from "../support/world.ts";

/** What a terminal would obey, or turn around. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e]/u;

const ODD_KEY = "raw/sales/sales_data_\u009b31m\u202e.csv";
const ODD_FEED = "raw/\u009d0;x\u009c/sales_data_1.csv";

test("a join exported with 700 columns twice, and names that would steer a terminal, are refused in plain text", async () => {
  await using world = await openWorld();
  const names = Array.from({ length: 700 }, (_, n) => `joined_column_${n}`);
  const header = [...FEEDS.sales.columns.map(({ name }) => name), ...names, ...names];
  await world.land("raw/sales/sales_data_join.csv", `${header.join(",")}\n${header.map(() => "1").join(",")}\n`);
  await world.land(ODD_KEY, "customer_id,\u001b[31mred\u001b[0m,\u001b[31mred\u001b[0m\u202e\n1,2,3\n");
  await world.land(ODD_FEED, "x\n");

  const env = { ...world.env, LOG_LEVEL: "debug" };
  const run = await runCli(["run"], env);
  assert.equal(run.code, 0, run.stderr);
  assert.equal(JSON.parse(run.lastLine).files.invalid, 3);
  for (const command of [["status"], ["report"], ["plan", "--explain", "none"], ["status", "--json"], ["run"]]) {
    const { stdout, stderr } = await runCli(command, env);
    assert.doesNotMatch(stdout + stderr, UNPRINTABLE, command.join(" "));
  }
  assert.doesNotMatch(run.stdout + run.stderr, UNPRINTABLE);
  const files = await world.rows<{ object_key: string; reason: string; archived_key: string }>(
    "SELECT object_key, reason, archived_key FROM staging_files ORDER BY file_id",
  );
  assert.equal(files.length, 3);
  for (const { reason, archived_key } of files) {
    assert.ok(Buffer.byteLength(reason) < 10_000);
    assert.doesNotMatch(reason, UNPRINTABLE);
    assert.doesNotMatch(Buffer.from(await world.read(`${archived_key}.reason.json`)).toString(), UNPRINTABLE);
  }
  const join = files.find(({ object_key }) => object_key.endsWith("join.csv"));
  assert.match(join?.reason ?? "", /duplicate_column:joined_column_/);
  assert.match(join?.reason ?? "", /… and \d+ more/);
  // The keys themselves are kept as they are: they are the files' identity.
  assert.deepEqual(
    files.map(({ object_key }) => object_key).toSorted(),
    [ODD_FEED, ODD_KEY, "raw/sales/sales_data_join.csv"].toSorted(),
  );
});
