import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, test } from "vitest";
import { type FeedContract, inspectFile } from "../../../src/lake/index.ts";
import { temporaryLake } from "../temporary-lake.ts";
import { SALES, STORES } from "./contracts.ts";

const lake = await temporaryLake();
const folder = await mkdtemp(join(tmpdir(), "inspect-file-"));
afterAll(async () => {
  await rm(folder, { recursive: true });
  await lake.remove();
});

async function landed(key: string, content: string | Uint8Array) {
  return { key, etag: await lake.put(key, content), sizeBytes: Buffer.byteLength(content) };
}

async function inspected(key: string, content: string | Uint8Array, feed: FeedContract) {
  const outcome = await inspectFile(lake, await landed(key, content), feed);
  assert.ok(outcome.kind === "inspected");
  return outcome.inspection;
}

const CSV = "customer_id,product_name,sales_date,price,note\n1,sugar,2023-03-01,1.50,x\n";

test("an inspection says all that later steps need to know", async () => {
  assert.deepEqual(await inspected("raw/sales/sales_data.csv", CSV, SALES), {
    feed: "sales",
    csv: SALES.csv,
    format: "csv",
    compressed: false,
    sha256: "a77f6d1d47fa948b8bd5af19112b7e83bc73edc814e20e05850df6769a4bb1ff",
    records: 1,
    lines: 2,
    columns: ["customer_id", "product_name", "sales_date", "price", "note"],
    extraColumns: ["note"],
    multiline: false,
    faults: [],
  });
});

test("delimiter, quote and encoding are the feed's", async () => {
  const content = Buffer.from("id;'caf\u00e9\nbar'\n1;'a\nb'\n2;\"\n", "latin1");
  const { columns, records, multiline, faults } = await inspected("raw/stores/stores.csv", content, STORES);
  assert.deepEqual(
    { columns, records, multiline, faults },
    { columns: ["id", "caf\u00e9\nbar"], records: 2, multiline: true, faults: [] },
  );
});

test("JSON is UTF-8 whatever the feed's CSV files are", async () => {
  const { faults } = await inspected("raw/stores/x.jsonl", Buffer.from('{"id":1,"a":"\u00e9"}', "latin1"), STORES);
  assert.deepEqual(
    faults.map(({ code }) => code),
    ["bad_encoding"],
  );
});

test("a version that is gone, or replaced, is an outcome", async () => {
  for (const extension of ["csv", "parquet"]) {
    const file = await landed(`raw/sales/sales_data_gone.${extension}`, CSV);
    await lake.put(file.key, `${CSV}\n`);
    assert.deepEqual(await inspectFile(lake, file, SALES), { kind: "replaced" });
    const never = { ...file, key: `raw/sales/sales_data_never.${extension}` };
    assert.deepEqual(await inspectFile(lake, never, SALES), { kind: "vanished" });
  }
});

test("the content is also kept, as it is, in a local file", async () => {
  const content = gzipSync(CSV);
  const file = await landed("raw/sales/sales_data.csv.gz", content);
  const saveTo = join(folder, "a", "b", "sales_data.csv.gz");
  await inspectFile(lake, file, SALES, { saveTo });
  assert.ok((await readFile(saveTo)).equals(content));
  assert.deepEqual(await readdir(join(folder, "a", "b")), ["sales_data.csv.gz"]);
});

test("no local file is left of a version that is gone", async () => {
  const file = await landed("raw/sales/sales_data_2.csv", CSV);
  await lake.put(file.key, "new");
  await inspectFile(lake, file, SALES, { saveTo: join(folder, "gone", "sales_data.csv") });
  assert.deepEqual(await readdir(join(folder, "gone")), []);
});

test("an aborted signal stops it with its reason, and leaves no local file", async () => {
  const file = await landed("raw/sales/sales_data_3.csv", CSV.repeat(100_000));
  const stop = new AbortController();
  const reason = new Error("stopped");
  const saveTo = join(folder, "stopped", "sales_data.csv");
  const outcome = inspectFile(lake, file, SALES, { saveTo, signal: stop.signal });
  stop.abort(reason);
  await assert.rejects(outcome, reason);
  assert.deepEqual(await readdir(join(folder, "stopped")), []);
});

test("a name of no known format was not judged before", async () => {
  await assert.rejects(inspectFile(lake, { key: "raw/sales/x.txt", etag: '"e"', sizeBytes: 1 }, SALES), RangeError);
});
