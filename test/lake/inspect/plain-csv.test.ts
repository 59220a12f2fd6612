import assert from "node:assert/strict";
import { test } from "vitest";
import type { CsvDialect } from "../../../src/feeds/index.ts";
import { CsvInspector } from "../../../src/lake/inspect/inspect-csv.ts";
import { SALES } from "./contracts.ts";

const HEADER = "customer_id,product_name,sales_date,price";
const ROW = "1,sugar,2023-03-01,1.50";

function isPlain(text: string | Buffer, dialect: Partial<CsvDialect> = {}): boolean | undefined {
  const inspector = new CsvInspector({ ...SALES, csv: { ...SALES.csv, ...dialect } });
  inspector.push(Buffer.from(text));
  return inspector.end().plain;
}

test.each([
  ["lines", `${HEADER}\n${ROW}\n${ROW}\n`],
  ["lines that end in CR LF, and the last in nothing", `${HEADER}\r\n${ROW}\r\n${ROW}`],
  ["lines of too few and too many fields", `${HEADER}\n,\n${ROW},,,\n`],
  ["nothing but the header", HEADER],
])("a text is plain that has %s", (_, text) => {
  assert.equal(isPlain(text), true);
});

test.each([
  ["a quoted value", `${HEADER}\n1,"sugar",2023-03-01,1.50\n`],
  ["a quote within a value", `${HEADER}\n1,5" pipe,2023-03-01,1.50\n`],
  ["a quoted name in the header", `${HEADER.replace("price", '"price"')}\n${ROW}\n`],
  ["a line that ends in CR", `${HEADER}\r${ROW}\r`],
  ["one such line among others", `${HEADER}\n${ROW}\r${ROW}\n`],
  ["a blank line before the header", `\n${HEADER}\n${ROW}\n`],
  ["a blank line after it", `${HEADER}\n \n${ROW}\n`],
  ["a blank line at the end", `${HEADER}\n${ROW}\n\r\n`],
  ["a delimiter named by itself", `sep=,\n${HEADER}\n${ROW}\n`],
])("a text is not plain that has %s", (_, text) => {
  assert.equal(isPlain(text), false);
});

test("a text is not plain whose delimiter is a blank, whose empty rows are skipped, or that is not UTF-8", () => {
  const plain = `${HEADER}\n${ROW}\n`;
  assert.equal(isPlain(plain.replaceAll(",", "\t"), { delimiter: "\t" }), false);
  assert.equal(isPlain(`${plain},,,\n`, { emptyRows: "skip" }), false);
  assert.equal(isPlain(plain, { encoding: "windows-1252" }), false);
});
