import assert from "node:assert/strict";
import { test } from "vitest";
import { mapConcurrent } from "../../src/lake/index.ts";
import { corpus } from "../fixtures/index.ts";
import { ACCESS_DENIED, GONE, openRefusingS3, type RefusableRequest } from "../support/refusing-s3.ts";
import { runCli } from "../support/run-cli.ts";
import { AS_OF } from "../support/sales-files.ts";
import { DIMENSION_FILES } from "../support/worked-example.ts";
import { openWorld, type World } from "../support/world.ts";
import { type FieldFile, fieldFiles, GHOST, OVERWRITING, THEIRS } from "./field-files.ts";

const REFUSED = new Map([
  [THEIRS, ACCESS_DENIED],
  [GHOST, GONE],
]);

test("every file of the corpus and every input of the field, together in one bucket, end with 0, and the good ones count", async () => {
  await using world = await openWorld();
  await using s3 = await openRefusingS3(world.settings.s3.endpoint ?? "");
  s3.refuse(({ method, key, source }: RefusableRequest) => REFUSED.get((method === "GET" ? key : source) ?? ""));
  const env = { ...world.env, AWS_ENDPOINT_URL_S3: s3.endpoint };
  const inField = [...(await fieldFiles()), ...OVERWRITING.first];
  const files = [...(await corpus()).map(asFieldFile), ...inField];
  await land(world, files);
  for (const { key, text } of DIMENSION_FILES) await world.land(key, text);

  const first = await runCli(["run", "--as-of", AS_OF], env);

  assert.equal(first.code, 0, first.stderr);
  assert.deepEqual(await found(world, files), expected(files));
  assert.equal(await martTotal(world), sum(files));
  const left = inField.filter(({ becomes }) => becomes === "left alone").map(({ key }) => key);
  assert.deepEqual(await world.keys("raw/"), [...left, THEIRS, GHOST].toSorted());

  await land(world, OVERWRITING.later);
  const second = await runCli(["run", "--as-of", AS_OF], env);

  assert.equal(second.code, 0, second.stderr);
  const overwritten = new Set(OVERWRITING.later.map(({ key }) => key));
  const inForce = [...files.filter(({ key }) => !overwritten.has(key)), ...OVERWRITING.later];
  assert.deepEqual(await found(world, inForce), expected(inForce));
  assert.equal(await martTotal(world), sum(inForce));
});

type CorpusFile = Awaited<ReturnType<typeof corpus>>[number];

function asFieldFile({ key, content, expected: verdict }: CorpusFile): FieldFile {
  if ("faults" in verdict) return { key, content, becomes: "Invalid" };
  return { key, content, becomes: "Processed", total: key.startsWith("raw/sales/") ? verdict.total : "0.00" };
}

async function land(world: World, files: readonly FieldFile[]): Promise<void> {
  const options = { concurrency: 16, signal: new AbortController().signal };
  await mapConcurrent(files, options, ({ key, content }) => world.land(key, content));
}

function expected(files: readonly FieldFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ key, becomes, total = "0.00" }) => [key, `${becomes} ${total}`]));
}

/** The status of the last version of each key, and the sum of its sales that count. */
async function found(world: World, files: readonly FieldFile[]): Promise<Readonly<Record<string, string>>> {
  const rows = await world.rows<{ object_key: string; status: string; total: string }>(
    `SELECT f.object_key, f.status,
            COALESCE((SELECT SUM(m.total_sales) FROM staging_file_months m WHERE m.file_id = f.file_id), 0.00) AS total
     FROM staging_files f
     ORDER BY f.file_id`,
  );
  const byKey = new Map(rows.map(({ object_key, status, total }) => [object_key, `${status} ${total}`]));
  return Object.fromEntries(files.map(({ key }) => [key, byKey.get(key) ?? "left alone 0.00"]));
}

async function martTotal(world: World): Promise<string> {
  const [row] = await world.rows<{ total: string }>("SELECT SUM(total_sales) AS total FROM customers_data_mart");
  return row?.total ?? "0.00";
}

function sum(files: readonly FieldFile[]): string {
  const cents = files.reduce((all, { total = "0.00" }) => all + BigInt(total.replace(".", "")), 0n);
  return `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
}
