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
    preambleLines: 0,
    columns: ["customer_id", "product_name", "sales_date", "price", "note"],
    extraColumns: ["note"],
    multiline: false,
    plain: true,
    recordEnd: "\n",
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

test("a first line that names the delimiter goes before the feed's", async () => {
  const content = "sep=|\r\n\r\nid|a\r\n1|x\r\n";
  const { csv, preambleLines, lines, records } = await inspected("raw/stores/stores.csv", content, STORES);
  assert.deepEqual(
    { csv, preambleLines, lines, records },
    { csv: { ...STORES.csv, delimiter: "|" }, preambleLines: 1, lines: 4, records: 1 },
  );
});

test("columns without a name are kept in their place, and are no extra columns", async () => {
  const { columns, extraColumns } = await inspected("raw/stores/stores.csv", "id;;a;\n1;;;\n", STORES);
  assert.deepEqual({ columns, extraColumns }, { columns: ["id", "", "a", ""], extraColumns: ["a"] });
});

test("the hash is of what a file holds, however it is packed", async () => {
  const half = CSV.length / 2;
  const members = Buffer.concat([gzipSync(CSV.slice(0, half), { level: 1 }), gzipSync(CSV.slice(half), { level: 9 })]);
  const later = gzipSync(CSV);
  later.writeUInt32LE(1_700_000_000, 4);
  const plain = await inspected("raw/sales/sales_data.csv", CSV, SALES);
  for (const packed of [gzipSync(CSV), later, members]) {
    const { sha256, faults } = await inspected("raw/sales/sales_data.csv.gz", packed, SALES);
    assert.deepEqual({ sha256, faults }, { sha256: plain.sha256, faults: [] });
  }
});

test("in an encoding of single bytes, those that are no text are refused with what to set", async () => {
  const header = Buffer.from("id;name\n1;");
  const faultsUnder = async (encoding: "ISO-8859-1" | "windows-1252", bytes: readonly number[]) => {
    const feed = { ...STORES, csv: { ...STORES.csv, encoding } };
    const content = Buffer.concat([header, Buffer.from(bytes)]);
    return (await inspected("raw/stores/stores.csv", content, feed)).faults.map(
      ({ code, detail }) => `${code}: ${detail}`,
    );
  };
  const everyByte = Array.from({ length: 128 }, (_, nth) => 128 + nth);
  const undefined1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
  for (const byte of everyByte) {
    const shown = byte.toString(16).toUpperCase();
    assert.deepEqual(
      await faultsUnder("ISO-8859-1", [0x41, byte]),
      byte > 0x9f
        ? []
        : [
            `bad_encoding: byte 12 is ${shown} (hexadecimal), a control character in ISO-8859-1; the file looks like windows-1252: set feeds.stores.encoding to windows-1252, or save the file as UTF-8 and set that`,
          ],
    );
    assert.deepEqual(
      await faultsUnder("windows-1252", [byte]),
      undefined1252.includes(byte)
        ? [
            `bad_encoding: byte 11 is ${shown} (hexadecimal), which windows-1252 does not have; save the file as UTF-8, and set feeds.stores.encoding to it`,
          ]
        : [],
    );
  }
  assert.deepEqual(await faultsUnder("windows-1252", []), []);

  // Gießen, Šid: in UTF-8, which nobody is to read as another encoding of single bytes. `\u00fc` before it is text in all of them.
  const inUtf8 = (text: string) => [...Buffer.from(`\u00fc${text}`)];
  for (const [encoding, text, shown] of [
    ["ISO-8859-1", "Gie\u00dfen", "byte 17 is 9F"],
    ["windows-1252", "\u010cid", undefined],
    ["windows-1252", "\u00c1gnes", "byte 14 is 81"],
  ] as const) {
    assert.deepEqual(
      await faultsUnder(encoding, inUtf8(text)),
      shown === undefined
        ? []
        : [
            `bad_encoding: ${shown} (hexadecimal), which is no text in ${encoding}; the file is UTF-8: set feeds.stores.encoding to UTF-8, or save the file as ${encoding}`,
          ],
    );
  }
  // Its last character is cut off: no UTF-8.
  assert.match((await faultsUnder("ISO-8859-1", [...inUtf8("Gie\u00dfen"), 0xc3])).join(), /looks like windows-1252/);
});

test("the mark of UTF-8 in a file of another encoding", async () => {
  const { faults } = await inspected("raw/stores/stores.csv", "\ufeffid\n", STORES);
  assert.deepEqual(faults, [
    {
      code: "bad_encoding",
      detail:
        "the file begins with the mark of UTF-8, and feeds.stores.encoding is ISO-8859-1; save it in that, or change the setting",
    },
  ]);
});

test("names are read in the feed's encoding", async () => {
  const feed = { ...STORES, csv: { ...STORES.csv, encoding: "windows-1252" as const } };
  const content = Buffer.concat([Buffer.from("id;"), Buffer.of(0x80, 0x93, 0xe9, 0x9f), Buffer.from("\n")]);
  const { columns, faults } = await inspected("raw/stores/stores.csv", content, feed);
  assert.deepEqual({ columns, faults }, { columns: ["id", "\u20ac\u201c\u00e9\u0178"], faults: [] });
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

test("a file may lack the columns that its folders give, and no other", async () => {
  const codes = async (key: string, content: string) =>
    (await inspected(key, content, SALES)).faults.map(({ code }) => code);
  const lacking = "customer_id,product_name\n1,sugar\n";
  assert.deepEqual(await codes("raw/sales/sales_date=2023-03-01/price=1.50/sales_data.csv", lacking), []);
  assert.deepEqual(await codes("raw/sales/sales_date=2023-03-01/sales_data.csv", lacking), ["missing_column:price"]);
  assert.deepEqual(
    await codes("raw/sales/sales_date=2023-03-01/sales_data_json.jsonl", '{"customer_id":1,"product_name":"x"}'),
    ["missing_column:price"],
  );
});
