import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { BASELINE, compareRatios, readBaseline } from "../../bench/pipeline/baseline.ts";
import { openMeasuredS3 } from "../../bench/pipeline/measured-servers.ts";
import { countRatios } from "../../bench/pipeline/ratios.ts";
import { shortForm } from "../../bench/pipeline/short-form.ts";
import { serverEnvironment } from "../support/server-environment.ts";

// The short form of `npm run bench`: how often, not how long. `npm run bench -- --short --accept` accepts what has changed on purpose.
test("a run asks no more of S3 and of Spark, for each file and each partition, than was accepted", async () => {
  const folder = mkdtempSync(join(tmpdir(), "short-bench-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { s3, env } = await openMeasuredS3(serverEnvironment());
  await using _ = s3;
  const cases = await shortForm({ data: join(folder, "data"), env, s3 }, folder);
  // On a machine that does much else a run may have to repeat work: it then says nothing.
  const once = cases.filter(({ run }) => run.repeated.length === 0);
  assert.ok(once.length > 0, cases.flatMap(({ run }) => run.repeated).join("\n"));
  const all = Object.entries(readBaseline(BASELINE));
  const accepted = Object.fromEntries(all.filter(([ratio]) => once.some(({ name }) => ratio.startsWith(`${name}: `))));
  const measured = countRatios(cases);
  assert.deepEqual(Object.keys(measured).toSorted(), Object.keys(accepted).toSorted());
  const worse = compareRatios(accepted, measured).filter(({ isWorse }) => isWorse);
  assert.deepEqual(worse, []);
});
