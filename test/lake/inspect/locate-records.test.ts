import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { afterAll, test } from "vitest";
import { type LocatedRecord, locateRecords } from "../../../src/lake/index.ts";
import { temporaryLake } from "../temporary-lake.ts";

const lake = await temporaryLake();
afterAll(() => lake.remove());
const COMMAS = { delimiter: ",", quote: '"', encoding: "UTF-8", nullValues: ["\\N"] } as const;

async function locate(content: string | Buffer, texts: readonly string[], format: "csv" | "jsonl", compressed = false) {
  const bytes = Buffer.from(content);
  const key = "raw/sales/file";
  const file = {
    key,
    etag: await lake.put(key, bytes),
    sizeBytes: bytes.length,
    format,
    compressed,
    csv: COMMAS,
    preambleLines: 0,
  };
  const found = await locateRecords(lake, file, texts);
  return found.map((record: LocatedRecord | undefined) => (record ? [record.recordNumber, record.text] : undefined));
}

test("a CSV record is found by its fields, however they are written, with the text that it has in the file", async () => {
  const content = '\ufeffa,b\r\n\r\n 1 ,"x"\r\n2,"two\r\nlines"\r\n3,"say ""hi"""\r\n';
  assert.deepEqual(await locate(content, ['3,"say ""hi"""', "1,x", '2,"two\nlines"', "4,y"], "csv"), [
    [3, '3,"say ""hi"""'],
    [1, ' 1 ,"x"'],
    [2, '2,"two\r\nlines"'],
    undefined,
  ]);
});

test("equal records are found in their order, and not at all if the file has more of them", async () => {
  const content = "a\n1\n2\n1\n";
  assert.deepEqual(await locate(content, ["1", "1"], "csv"), [
    [1, "1"],
    [3, "1"],
  ]);
  assert.deepEqual(await locate(content, ["1", "2"], "csv"), [undefined, [2, "2"]]);
});

test("a JSON line is found by its text, also in gzip", async () => {
  const content = '\ufeff{"a":1}\n\n{"a": 1}\n';
  assert.deepEqual(await locate(gzipSync(content), ['{"a": 1}', '{"a":1}'], "jsonl", true), [
    [2, '{"a": 1}'],
    [1, '{"a":1}'],
  ]);
});

test("a line that names the delimiter is no record", async () => {
  const key = "raw/sales/sep";
  const content = Buffer.from("sep=;\n\na;b\n1;\u20ac\n");
  const file = { key, etag: await lake.put(key, content), sizeBytes: content.length, format: "csv" } as const;
  const read = { compressed: false, csv: { ...COMMAS, delimiter: ";" }, preambleLines: 1 };
  assert.deepEqual(await locateRecords(lake, { ...file, ...read }, ["1;\u20ac"]), [
    { recordNumber: 1, text: "1;\u20ac" },
  ]);
});

test("nothing is found in a file that was replaced", async () => {
  const key = "raw/sales/replaced";
  const etag = await lake.put(key, Buffer.from("a\n1\n"));
  await lake.put(key, Buffer.from("a\n2\n1\n"));
  const file = { key, etag, sizeBytes: 4, format: "csv", compressed: false, csv: COMMAS, preambleLines: 0 } as const;
  assert.deepEqual(await locateRecords(lake, file, ["1"]), [undefined]);
});
