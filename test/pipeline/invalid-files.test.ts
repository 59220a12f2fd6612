import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { ACCESS_DENIED, openRefusingS3 } from "../support/refusing-s3.ts";
import { runCli } from "../support/run-cli.ts";
import { SALES_FILE } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";

const WITHOUT_TOTAL = SALES_FILE.text
  .trimEnd()
  .split("\n")
  .map((line) => line.slice(0, line.lastIndexOf(",")))
  .join("\n");

/** Content and expected fault codes by key. */
const INVALID: Readonly<Record<string, { readonly text: string; readonly codes: readonly string[] }>> = {
  "raw/sales/march.csv": { text: SALES_FILE.text, codes: ["bad_name"] },
  "raw/sales/sales_data_1.csv": { text: "", codes: ["empty_file"] },
  "raw/sales/sales_data_2.csv": { text: WITHOUT_TOTAL, codes: ["missing_column:total_cost"] },
  "raw/sales/sales_data_3.csv": { text: "nothing,of,this\n1,2,3\n", codes: ["missing_header"] },
  "raw/sales/sales_data_4.xlsx": { text: "a workbook", codes: ["unsupported_format"] },
  "raw/returns/returns.csv": { text: SALES_FILE.text, codes: ["unknown_feed"] },
};

test("invalid files are quarantined with their reasons, and nothing else is left", async () => {
  await using world = await openWorld();
  await landInvalid(world);
  const temporary = await mkdtemp(join(tmpdir(), "invalid-files-"));

  const run = await runCli(["run"], { ...world.env, TMPDIR: temporary });

  assert.equal(run.code, 0, run.stderr);
  const summary = JSON.parse(run.lastLine);
  assert.equal(summary.status, "processed");
  assert.equal(summary.batchId, null);
  assert.deepEqual(summary.files, { processed: 0, invalid: 6, duplicate: 0, superseded: 0, pending: 0 });
  assert.deepEqual(
    new Map(summary.refused.map(({ key, code }: { readonly key: string; readonly code: string }) => [key, code])),
    // The codes without the columns that follow them.
    new Map(Object.entries(INVALID).map(([key, { codes }]) => [key, codes[0]?.split(":")[0]])),
  );
  const files = await world.rows<{
    file_id: string | number;
    object_key: string;
    status: string;
    archived_key: string;
  }>("SELECT file_id, object_key, status, archived_key FROM staging_files ORDER BY object_key");
  assert.deepEqual(
    files.map(({ object_key, status }) => [object_key, status]),
    Object.keys(INVALID)
      .toSorted()
      .map((key) => [key, "Invalid"]),
  );
  for (const { file_id, object_key, archived_key } of files) {
    const [, feed, name] = object_key.split("/");
    const folder = feed === "returns" ? "_unknown" : feed;
    assert.equal(archived_key, `error/files/${folder}/${file_id}/${name}`);
    assert.equal(new TextDecoder().decode(await world.read(archived_key)), INVALID[object_key]?.text);
    const reason = JSON.parse(new TextDecoder().decode(await world.read(`${archived_key}.reason.json`)));
    assert.equal(reason.objectKey, object_key);
    assert.deepEqual(
      reason.faults.map((fault: { readonly code: string }) => fault.code),
      INVALID[object_key]?.codes,
    );
  }
  assert.equal((await world.keys("error/files/")).length, 12);
  assert.deepEqual(await world.keys("raw/"), []);
  assert.deepEqual(await world.keys("_work/"), []);
  assert.deepEqual(await world.keys("processed/"), []);
  assert.deepEqual(await world.rows("SHOW TABLES LIKE 'load%'"), []);
  assert.deepEqual(
    (await readdir(temporary)).filter((name) => name.startsWith("sales-pipeline-")),
    [],
  );
  await rm(temporary, { recursive: true });
});

test("--fail-on-invalid turns invalid files into exit code 3", async () => {
  await using world = await openWorld();
  await landInvalid(world);

  const run = await runCli(["run", "--fail-on-invalid"], world.env);

  assert.equal(run.code, 3, run.stderr);
  assert.equal(JSON.parse(run.lastLine).files.invalid, 6);
});

test("--fail-on-invalid counts files that failed as well", async () => {
  await using world = await openWorld();
  await using s3 = await openRefusingS3(world.settings.s3.endpoint ?? "");
  const key = "raw/sales/sales_data_theirs.csv";
  await world.land(key, "x");
  s3.refuse((request) => (request.method === "GET" && request.key === key ? ACCESS_DENIED : undefined));

  const run = await runCli(["run", "--fail-on-invalid"], { ...world.env, AWS_ENDPOINT_URL_S3: s3.endpoint });

  assert.equal(run.code, 3, run.stderr);
  const { files, warnings } = JSON.parse(run.lastLine);
  assert.deepEqual({ invalid: files.invalid, warnings }, { invalid: 0, warnings: { failed_file: 1 } });
});

async function landInvalid(world: World): Promise<void> {
  for (const [key, { text }] of Object.entries(INVALID)) await world.land(key, text);
}
