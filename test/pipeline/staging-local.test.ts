import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { runCli } from "../support/run-cli.ts";
import { DIMENSION_FILES, EXPECTED_ROWS, EXPECTED_WARNINGS, SALES_FILE } from "../support/worked-example.ts";
import { openWorld } from "../support/world.ts";

test("staging: local gives the same marts by way of the temporary folder, and removes it", async () => {
  await using world = await openWorld();
  const folder = await mkdtemp(join(tmpdir(), "staging local "));
  const temporary = join(folder, "tmp with blanks, and [brackets]");
  await mkdir(temporary);
  const config = join(folder, "config.json");
  await writeFile(config, JSON.stringify({ run: { staging: "local" } }));
  const [sales, gzipped] = inTwoFiles(SALES_FILE.text);
  await world.landAll(DIMENSION_FILES);
  await world.land("raw/sales/2023/sales_data_1.csv", sales);
  await world.land("raw/sales/2023/sales_data_2.csv.gz", gzipSync(gzipped));

  const run = await runCli(["--config", config, "run"], { ...world.env, TMPDIR: temporary });

  assert.equal(run.code, 0, run.stderr);
  const summary = JSON.parse(run.lastLine);
  assert.deepEqual(summary.files, { processed: 6, invalid: 0, duplicate: 0, superseded: 0, pending: 0 });
  assert.deepEqual(summary.rows, EXPECTED_ROWS);
  assert.deepEqual(summary.warnings, EXPECTED_WARNINGS);
  await expectWorkedExample(world);
  assert.deepEqual(await readdir(temporary), []);
  await rm(folder, { recursive: true });
});

function inTwoFiles(text: string): readonly [string, string] {
  const [header, ...rows] = text.trimEnd().split("\n");
  const file = (part: readonly string[]) => `${[header, ...part].join("\n")}\n`;
  return [file(rows.slice(0, 5)), file(rows.slice(5))];
}
