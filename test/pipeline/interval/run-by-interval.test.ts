import assert from "node:assert/strict";
import { test } from "vitest";
import { expectMarts } from "../../support/expect-marts.ts";
import { knowDimensions } from "../../support/known-dimensions.ts";
import { runCli } from "../../support/run-cli.ts";
import { AS_OF, counting, salesFile } from "../../support/sales-files.ts";
import { openWorld } from "../../support/world.ts";

const JANUARY = salesFile("january", [{ date: "2023-01-10", person: 1, price: 10 }]);
const STRADDLING = salesFile("turn_of_the_month", [
  { date: "2023-01-31", person: 2, price: 20 },
  { date: "2023-02-01", person: 1, price: 30 },
]);
const FEBRUARY = salesFile("february", [{ date: "2023-02-10", person: 2, price: 40 }]);

test("month by month, in any order, every sale counts once, and a file of two months comes with the first that asks", async () => {
  await using world = await openWorld();
  await knowDimensions(world);
  await world.landAll([JANUARY, STRADDLING, FEBRUARY]);
  const bounds = { january: ["2023-01-01", "2023-02-01"], february: ["2023-02-01", "2023-03-01"] } as const;
  const run = async (month: keyof typeof bounds) => {
    const [start, end] = bounds[month];
    const interval = ["--data-interval-start", start, "--data-interval-end", end, "--interval-of", "sales"];
    const { code, stderr, lastLine } = await runCli(["run", "--as-of", AS_OF, ...interval], world.env);
    assert.ok([0, 99].includes(code ?? 1), stderr);
    const { months, files, interval: counted } = JSON.parse(lastLine);
    return { code, months, processed: files.processed, outside: counted.outside, straddling: counted.straddling };
  };

  const prospects = async (start: string) => {
    const interval = ["--data-interval-start", start, "--interval-of", "sales"];
    const { stdout } = await runCli(["plan", "--json", "--explain", "none", ...interval], world.env);
    const { files }: { readonly files: readonly { readonly key: string; readonly prospect: string }[] } =
      JSON.parse(stdout);
    return Object.fromEntries(files.map(({ key, prospect }) => [key, prospect]));
  };

  const both = ["2023-01", "2023-02"];
  assert.deepEqual(await run("february"), { code: 0, months: both, processed: 2, outside: 1, straddling: 1 });
  assert.deepEqual(await world.keys("raw/"), [JANUARY.key]);
  assert.deepEqual(await prospects("2023-02-01"), { [JANUARY.key]: "outside" });
  assert.deepEqual(await prospects("2023-01-10"), { [JANUARY.key]: "new" });
  await expectMarts(world, await counting([STRADDLING, FEBRUARY]));

  assert.deepEqual(await run("january"), { code: 0, months: ["2023-01"], processed: 1, outside: 0, straddling: 0 });
  await expectMarts(world, await counting([JANUARY, STRADDLING, FEBRUARY]));
  assert.deepEqual(await run("january"), { code: 99, months: [], processed: 0, outside: 0, straddling: 0 });
});
