import assert from "node:assert/strict";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { recoverPipeline } from "../../src/pipeline/commands/recover-only.ts";
import type { FailpointName } from "../../src/pipeline/context/failpoints.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { RunOptions } from "../../src/pipeline/run-under-lease.ts";
import { expectWorkedExample } from "../support/expect-worked-example.ts";
import { openRandomEtagsS3 } from "../support/random-etags-s3.ts";
import { recordingLog } from "../support/recording-log.ts";
import { DIMENSION_FILES, SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const MANIFEST = "processed/sales_team_data_mart/_manifest.json";

// One after the other in one world, on a server whose ETags are no digests: what a run needs to go on may be lost at any time.
test("lost scratch, a lost manifest, and a file replaced between its copy and the ledger's record of it lose nothing", async () => {
  await using world = await openWorld();
  await using server = await openRandomEtagsS3();
  const options: RunOptions = {
    job: salesJob,
    settings: { ...world.settings, s3: { ...world.settings.s3, endpoint: server.endpoint } },
    asOf: "2026-01-01",
    signal: new AbortController().signal,
    logger: (bindings) => createLogger("silent", bindings),
  };
  const dieAt = async (wanted: FailpointName) => {
    const failpoint = (point: FailpointName) => {
      if (point === wanted) throw new Error(`dead at ${wanted}`);
    };
    const { error } = await runPipeline({ ...options, failpoint });
    assert.match(String(error), new RegExp(`dead at ${wanted}`));
  };

  for (const { key, text } of [...DIMENSION_FILES, SALES_FILE]) await world.land(key, text);
  await dieAt("commit:after_commit");
  const scratch = await world.keys("_work/");
  assert.ok(scratch.some((key) => key.endsWith(".parquet")));
  for (const key of scratch) await world.remove(key);
  const recovered = await recoverPipeline(options);
  assert.equal(recovered.error, undefined);
  await expectWorkedExample(world);
  const published = await manifestKeys(world);
  assert.deepEqual(published, (await world.partitions()).map(({ key }) => key).toSorted());

  const late = {
    key: "raw/sales/sales_data_late.csv",
    versions: ["1,121,sugar,2023-04-02,1,10,1,10", "1,121,sugar,2023-04-02,1,20,1,20"],
  };
  const header = SALES_FILE.text.split("\n")[0];
  const [first = "", second = ""] = late.versions.map((row) => `${header}\n${row}\n`);
  await world.land(late.key, first);
  await dieAt("file_moved");
  await world.land(late.key, second);
  await world.remove(MANIFEST);
  const { lines, logger } = recordingLog("warn");
  const { error, summary } = await runPipeline({ ...options, logger });
  assert.equal(error, undefined);
  assert.match(
    lines.map(({ msg }) => String(msg)).join("\n"),
    /the manifest of sales_team_data_mart is lost; it is written anew from the \d+ objects in the bucket/,
  );
  assert.equal(summary.files.superseded, 1);
  const kept = (await world.keys("processed/files/sales/")).filter((key) => key.endsWith("_late.csv"));
  const contents = await Promise.all(kept.map(async (key) => new TextDecoder().decode(await world.read(key))));
  assert.deepEqual(contents.toSorted(), [first, second]);
  assert.deepEqual(await manifestKeys(world), (await world.partitions()).map(({ key }) => key).toSorted());
});

async function manifestKeys(world: World): Promise<readonly string[]> {
  const manifest = JSON.parse(new TextDecoder().decode(await world.read(MANIFEST)));
  return manifest.objects.map(({ key }: { readonly key: string }) => key).toSorted();
}
