import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { type Ended, runProcess } from "../support/child-process.ts";

const MAIN = fileURLToPath(new URL("../../tools/generate/main.ts", import.meta.url));

function generate(...args: readonly string[]): Promise<Ended> {
  return runProcess(process.execPath, [MAIN, ...args]);
}

test("each wave is written below the folder, and described", async () => {
  const folder = await mkdtemp(join(tmpdir(), "generate-test-"));
  try {
    const options = ["--rows", "3000", "--months", "2", "--customers", "50", "--seed", "3"];
    const first = await generate("--out", join(folder, "1"), ...options);
    assert.equal(first.code, 0);
    assert.match(first.stdout, /^72 files, .*\n59 sales files with 3017 rows, 17 of them bad/);
    assert.equal((await readdir(join(folder, "1", "raw", "sales"))).length, 67);
    const second = await generate("--out", join(folder, "2"), "--wave", "2", ...options);
    assert.equal(second.code, 0);
    assert.match(second.stdout, /sales_data_2025-01-31_late\.csv moves the incentive of store \d+ for 2025-01 /);
    assert.deepEqual(await readdir(join(folder, "2", "raw", "customers")), ["customers_2025-03.csv"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

for (const [args, message] of [
  [["--out", "x", "--rows", "many"], "--rows is NaN. Give a whole number from 1 to 1000000000."],
  [["--out", "x", "--first-month", "2025-13"], "--first-month is 2025-13. Give a month as yyyy-MM."],
  [[], "--out is missing. Name the folder to write to."],
  [["--out", "x", "--wave", "3"], "--wave is 3. Give 1 or 2."],
] as const) {
  test(`wrong usage ends with 2 and says: ${message}`, async () => {
    assert.deepEqual(await generate(...args), { code: 2, stdout: "", stderr: `generate: ${message}\n` });
  });
}

test("--help names every option", async () => {
  const { code, stdout } = await generate("--help");
  assert.equal(code, 0);
  for (const option of ["out", "wave", "seed", "first-month", "months", "stores", "salespeople", "customers", "rows"]) {
    assert.ok(stdout.includes(`  --${option} <`), option);
  }
});
