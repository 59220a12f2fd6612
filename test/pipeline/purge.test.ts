import assert from "node:assert/strict";
import { test } from "vitest";
import { purgePipeline } from "../../src/pipeline/commands/purge.ts";
import { rebuildPipeline } from "../../src/pipeline/commands/rebuild.ts";
import { PURGE_FAILPOINTS } from "../../src/pipeline/context/failpoints.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { killAt } from "../chaos/killed-commands.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { runCli } from "../support/run-cli.ts";
import { runInput } from "../support/run-input.ts";
import { counting, salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES, type ExampleFile } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const YEAR_MS = 365 * 86_400_000;

const MARCH = salesFile("march", [{ date: "2023-03-03", person: 1, price: 100 }]);
const FAULTY: ExampleFile = { ...MARCH, text: `${MARCH.text}1,121,sugar,2023-03-04,1,10,1,99\n` };
const AGAIN: ExampleFile = { key: "raw/sales/sales_data_again.csv", text: MARCH.text };
const APRIL = salesFile("april", [{ date: "2023-04-03", person: 2, price: 50 }]);

test("a purge removes what is told of the past, at whatever point it is killed, and nothing that counts or identifies a file", async () => {
  await using world = await openWorld();
  await world.landAll([...DIMENSION_FILES, FAULTY, { key: "raw/sales/bad name.csv", text: "x" }]);
  assert.equal((await world.run()).error, undefined);
  await world.landAll([MARCH, { key: "raw/sales/other bad name.csv", text: "x" }]);
  assert.equal((await world.run()).error, undefined);
  await world.landAll([AGAIN, APRIL]);
  assert.equal((await world.run()).error, undefined);
  for (const page of ["a", "b", "c"]) await world.land(`reports/${page}.html`, "a page");
  const [before] = await world.rows<{ n: string }>("SELECT COUNT(*) AS n FROM staging_files");

  for (const args of [["purge"], ["purge", "--older-than", "none"]]) {
    assert.equal((await runCli(args, world.env)).code, 2);
  }
  const young = await runCli(["purge", "--older-than", "1"], world.env);
  assert.equal(young.code, 99, young.stderr);
  const planned = await runCli(["purge", "--older-than", "1", "--dry-run"], world.env);
  assert.equal(planned.code, 0, planned.stderr);
  assert.match(planned.stdout, /quarantinedFiles +0 /);
  assert.equal((await world.keys("error/")).length, 5);

  for (const point of PURGE_FAILPOINTS) await killAt(point, world.env, ["purge"]);
  const { summary, error } = await purgePipeline({ ...options(world), olderThan: 100 });
  assert.equal(error, undefined);
  assert.equal(summary.status, "processed");
  assert.equal((await purgePipeline({ ...options(world), olderThan: 100 })).summary.status, "nothing_to_do");

  assert.deepEqual(await world.keys("error/"), []);
  assert.deepEqual(await world.keys("reports/"), []);
  assert.deepEqual(await world.rows("SELECT event_id FROM staging_file_events"), []);
  assert.deepEqual(await world.rows("SELECT batch_id FROM batch_rejections"), []);
  // The first batch's one sales file was corrected: nothing of it counts, and the others hold sales that do.
  const batches = await world.rows<{ batch_id: string }>("SELECT batch_id FROM batches ORDER BY batch_id");
  assert.equal(batches.length, 2);
  const folders = new Set((await world.keys("processed/sales/")).map((key) => /batch=([^/]+)/.exec(key)?.[1]));
  assert.deepEqual(
    [...folders].toSorted(),
    batches.map(({ batch_id }) => batch_id),
  );
  // Every version still identifies its content and key; those that count keep their originals.
  assert.deepEqual(await world.rows("SELECT COUNT(*) AS n FROM staging_files"), [before]);
  const kept = await world.rows<{ status: string }>("SELECT status FROM staging_files WHERE archived_key IS NOT NULL");
  assert.deepEqual([kept.length, new Set(kept.map(({ status }) => status))], [6, new Set(["Processed"])]);
  assert.equal((await world.keys("processed/files/")).length, 6);

  await world.change("UPDATE customers_data_mart SET total_sales = 1");
  assert.equal((await rebuildPipeline(options(world))).error, undefined);
  await expectMarts(world, await counting([MARCH, APRIL]));
  await world.land("raw/sales/sales_data_once-more.csv", MARCH.text);
  const repeated = await world.run();
  assert.deepEqual([repeated.summary.files.duplicate, repeated.summary.files.processed], [1, 0]);

  await expectAfterRuns(world);
});

async function expectAfterRuns(world: World): Promise<void> {
  const { settings } = world;
  const retention = { ...settings.retention, afterRun: true, events: 30 };
  const failing = await runPipeline({
    ...options(world),
    settings: { ...settings, retention },
    failpoint: (point) => {
      if (point === "purge:events_removed") throw new Error("died");
    },
  });
  assert.equal(failing.error, undefined);
  assert.deepEqual([failing.summary.status, failing.summary.warnings], ["nothing_to_do", { purge_failed: 1 }]);
  await world.land(MARCH.key, APRIL.text);
  assert.equal((await world.run()).error, undefined);
  const originals = { ...retention, archivedFiles: 30, countedOriginals: "remove" } as const;
  const { summary } = await runPipeline({ ...options(world), settings: { ...settings, retention: originals } });
  assert.equal(summary.status, "nothing_to_do");
  assert.ok((summary.purged?.events?.count ?? 0) > 0);
  assert.deepEqual([summary.purged?.archivedFiles?.count, summary.purged?.batches], [3, undefined]);
  // The last file of a feed stays, and the sources of dimensions.
  const kept = await world.rows("SELECT feed FROM staging_files WHERE archived_key IS NOT NULL ORDER BY feed");
  assert.deepEqual(
    kept.map(({ feed }) => feed),
    ["customers", "products", "sales", "sales_team", "stores"],
  );
}

/** A year later. */
function options(world: World) {
  return { ...runInput(world), now: () => Date.now() + YEAR_MS };
}
