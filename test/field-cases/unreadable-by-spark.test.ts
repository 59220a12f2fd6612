import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { salesJob } from "../../jobs/sales/index.ts";
import { createLogger } from "../../src/observability/index.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { parquetBytes } from "../../tools/generate/files/parquet-bytes.ts";
import { expectMarts } from "../support/expect-marts.ts";
import { AS_OF, counting, salesFile } from "../support/sales-files.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const GOOD = salesFile("good", [{ date: "2023-03-01", person: 1, price: 10 }]);
const TAKEN = salesFile("taken", [{ date: "2023-03-01", person: 1, price: 20 }]);
const TORN = salesFile("torn", [{ date: "2023-03-01", person: 1, price: 30 }]);

test("after an error that names no file the run finds the files that Spark cannot read, and the others count", async () => {
  // The files lie where the test can change what Spark finds, and S3 and the driver find nothing wrong.
  await using world = await openWorld({ run: { staging: "local" } });
  const torn = { key: TORN.key.replace(".csv", ".parquet"), content: await parquet(TORN.text) };
  for (const { key, text } of [...DIMENSION_FILES, GOOD, TAKEN]) await world.land(key, text);
  await world.land(torn.key, torn.content);

  const { error, summary } = await runPipeline({
    job: salesJob,
    settings: world.settings,
    asOf: AS_OF,
    signal: new AbortController().signal,
    logger: (bindings) => createLogger(process.env["TEST_LOG_LEVEL"] ?? "silent", bindings),
    failpoint: async (point) => {
      if (point !== "files_judged") return;
      await rm(await localCopy(world, TAKEN.key));
      await writeFile(await localCopy(world, torn.key), "no Parquet any more");
    },
  });

  assert.equal(error, undefined);
  assert.deepEqual(summary.files, {
    processed: DIMENSION_FILES.length + 1,
    invalid: 1,
    duplicate: 0,
    superseded: 0,
    pending: 0,
  });
  assert.deepEqual(summary.warnings, { failed_file: 1 });
  await expectMarts(world, await counting([GOOD]));
  const others = await world.rows<{ object_key: string; status: string; reason: string; archived_key: string }>(
    "SELECT object_key, status, reason FROM staging_files WHERE status <> 'Processed' ORDER BY object_key",
  );
  assert.deepEqual(
    others.map(({ object_key, status, reason }) => [object_key, status, reason.split(": ")[0]]),
    [
      [TAKEN.key, "Failed", "spark_cannot_read"],
      [torn.key, "Invalid", "corrupt_file"],
    ],
  );
  assert.deepEqual(await world.keys("_work/"), []);
});

async function localCopy(world: World, key: string): Promise<string> {
  const [row] = await world.rows<{ id: string }>(
    "SELECT CAST(file_id AS CHAR) AS id FROM staging_files WHERE object_key = ?",
    [key],
  );
  const [path, ...others] = globSync(join(tmpdir(), "sales-pipeline-*", row?.id ?? "", "content*"));
  assert.ok(path !== undefined && others.length === 0, `${key} is kept once`);
  return path;
}

async function parquet(csv: string): Promise<Uint8Array> {
  const bytes = parquetBytes(
    (async function* () {
      yield new TextEncoder().encode(csv);
    })(),
  );
  return Buffer.concat(await Array.fromAsync(bytes));
}
