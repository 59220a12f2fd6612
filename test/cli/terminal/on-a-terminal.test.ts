import assert from "node:assert/strict";
import { test } from "vitest";
import { knowDimensions } from "../../support/known-dimensions.ts";
import { NO_PSEUDO_TERMINAL, startInTerminal } from "../../support/pseudo-terminal.ts";
import { screenAfter } from "../../support/screen.ts";
import { until } from "../../support/until.ts";
import { SALES_FILE } from "../../support/worked-example.ts";
import { openWorld } from "../../support/world.ts";

const ESCAPE = "\u001b";
const SHOW_CURSOR = `${ESCAPE}[?25h`;
const RUN = ["run", "--as-of", "2026-01-01"];

test("on a terminal a run shows its steps, then the summary, and leaves the terminal as it was", async ({ skip }) => {
  skip(NO_PSEUDO_TERMINAL !== undefined, NO_PSEUDO_TERMINAL);
  await using world = await openWorld();
  await knowDimensions(world);
  await world.landAll([SALES_FILE]);
  await world.land("raw/sales/sales_data_\u009b31m.csv", "x");

  const { code, stdout } = await startInTerminal(RUN, world.env, { columns: 160, id: world.settings.s3.bucket }).ended;
  assert.equal(code, 0, stdout);
  const lines = screenAfter(stdout, 160).filter((line) => line !== "");
  const summary = lines.findIndex((line) => line.startsWith("{"));
  assert.equal(JSON.parse(lines.slice(summary).join("")).status, "processed");
  const steps = lines.slice(0, summary);
  assert.ok(steps.includes("! raw/sales/sales_data_\\u009b31m.csv is invalid: bad_name"), steps.join("\n"));
  const done = steps.map((line) => /^✔ (?<step>.{20}) .{8} {2}(?<did>.*?)( \(Spark .*\))?$/u.exec(line)?.groups);
  assert.deepEqual(
    done.flatMap((found) => (found === undefined ? [] : [[found["step"]?.trim(), found["did"]]])),
    [
      ["discover", "2 new files"],
      ["validate", "1 valid file, 1 invalid"],
      ["clean sales", "10 rows accepted, 1 rejected"],
      ["compute marts", "2 months"],
      ["stage partitions", "4 partitions"],
      ["commit", "2 months, 4 rows of customers_data_mart changed, 7 rows of sales_team_data_mart changed"],
      ["publish", "4 partitions"],
    ],
  );
  assert.equal(steps.filter((line) => !/^[✔!]/u.test(line)).length, 0, steps.join("\n"));
  // Of an action that is over before Spark first tells of its tasks, its name alone.
  assert.match(stdout, /Spark(: [a-z]| \d+ of \d+ tasks)/u);
  assert.ok(stdout.lastIndexOf(SHOW_CURSOR) > stdout.lastIndexOf(`${ESCAPE}[?25l`));

  // Nothing to do, on a narrow terminal without colour.
  const narrow = { ...world.env, NO_COLOR: "1" };
  const again = await startInTerminal(RUN, narrow, { columns: 24, id: world.settings.s3.bucket }).ended;
  assert.equal(again.code, 99, again.stdout);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
  assert.doesNotMatch(again.stdout, /\u001b\[[\d;]*m/);
  const left = screenAfter(again.stdout, 24);
  const json = left.slice(left.findIndex((line) => line.startsWith("{"))).join("");
  assert.equal(JSON.parse(json).status, "nothing_to_do");

  const quiet = await startInTerminal([...RUN, "--quiet"], world.env, { columns: 80, id: world.settings.s3.bucket })
    .ended;
  assert.match(quiet.stdout, /^\{[^\n]+\}\r?\n$/);
  const verbose = await startInTerminal([...RUN, "--verbose"], world.env, { columns: 80, id: world.settings.s3.bucket })
    .ended;
  assert.match(screenAfter(verbose.stdout, 80).join("\n"), /^i discovered 0 new files/m);
});

test("a run on a terminal that is stopped leaves no live line, and the cursor", async ({ skip }) => {
  skip(NO_PSEUDO_TERMINAL !== undefined, NO_PSEUDO_TERMINAL);
  await using world = await openWorld();
  await knowDimensions(world);
  await world.landAll([SALES_FILE]);
  const run = startInTerminal(RUN, world.env, { columns: 120, id: world.settings.s3.bucket });
  await until("a batch is being built", async () => (await world.rows("SELECT 1 FROM batches")).length > 0);
  const pid = run.pid();
  assert.ok(pid !== undefined);
  process.kill(pid, "SIGINT");
  const { code, stdout } = await run.ended;
  assert.equal(code, 130, stdout);
  const lines = screenAfter(stdout, 120).filter((line) => line !== "");
  const error = lines.findIndex((line) => line.startsWith("sales-pipeline: Interrupted by SIGINT."));
  assert.ok(error > 0, lines.join("\n"));
  assert.equal(lines.filter((line) => /in all/.test(line)).length, 0, lines.join("\n"));
  assert.ok(stdout.lastIndexOf(SHOW_CURSOR) > stdout.lastIndexOf(`${ESCAPE}[?25l`));
});
