import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { textContent } from "../../../src/lake/inspect/inspect-text.ts";
import { SALES } from "./contracts.ts";
import { withinCpuTime } from "./within-cpu-time.ts";

const MIB = 1024 * 1024;
const HEADER = SALES.columns.map(({ name }) => name).join(",");
const ROW = "1,sugar,2023-03-01,1.50";
const JSON_ROW = '{"customer_id":1,"product_name":"sugar","sales_date":"2023-03-01","price":1.5}';

async function faultsOf(format: "csv" | "jsonl", content: string, compressed = false): Promise<readonly string[]> {
  const text = textContent({ format, compressed }, SALES);
  const bytes = compressed ? gzipSync(content) : Buffer.from(content);
  await withinCpuTime(() => text.push(bytes));
  const { faults } = await withinCpuTime(() => text.end());
  text.close();
  return faults.map(({ code, detail }) => `${code}: ${detail}`);
}

const numbered = (count: number, name: (nth: number) => string) => Array.from({ length: count }, (_, nth) => name(nth));

const HOSTILE: Readonly<Record<string, readonly ["csv" | "jsonl", string, readonly string[]]>> = {
  "40,000 columns": [
    "csv",
    `${HEADER},${numbered(5_000, (nth) => `c${nth}`).join(",")}${",a".repeat(15_000)}\n${ROW}\n`,
    ["corrupt_file: the header has 20004 columns; no more than 2000 are read"],
  ],
  "40,000 short columns": [
    "csv",
    `${HEADER}${",".repeat(40_000)}\n${ROW}\n`,
    [
      "corrupt_file: the header has 40004 columns; no more than 2000 are read",
      "corrupt_file: line 1 has more than 20480 fields",
    ],
  ],
  "60 KiB of blanks within a name": ["csv", `${HEADER},a${" ".repeat(60 * 1024)}b\n${ROW},x\n`, []],
  "60 KiB of blanks and quotes": ["csv", `${HEADER},${' "'.repeat(30 * 1024)}\n`, []],
  "as many columns of one name as there may be": [
    "csv",
    `${HEADER}${",a".repeat(1_996)}\n`,
    [
      `duplicate_column:a: "a" (columns ${numbered(20, (nth) => String(nth + 5)).join(", ")}, … and 1976 more) have one name in the first line`,
    ],
  ],
  "8 MiB of one line": ["csv", `${HEADER}\n1,${"x".repeat(8 * MIB)},2023-03-01,1\n`, []],
  "8 MiB of quotes": ["csv", `${HEADER}\n1,${'"'.repeat(8 * MIB)},2023-03-01,1\n`, []],
  "4 MiB of line ends": ["csv", `${"\r\n".repeat(2 * MIB)}${HEADER}\n${ROW}\n`, []],
  "2 MiB of values beside columns without a name": ["csv", `${HEADER},,\n${`${ROW}," ",\n`.repeat(80_000)}`, []],
  "60,000 keys": [
    "jsonl",
    `{${numbered(60_000, (nth) => `"k${nth}":${nth}`).join(",")}}\n`,
    ["corrupt_file: the file's records have 60000 different keys; no more than 2000 are read"],
  ],
  "200,000 keys in 100 records": [
    "jsonl",
    numbered(100, (record) => `{${numbered(2_000, (nth) => `"k${record}_${nth}":0`).join(",")}}\n`).join(""),
    ["corrupt_file: the first 100 records have 200000 different keys; no more than 2000 are read"].map((fault) =>
      fault.replace("the first 100 records", "the file's records"),
    ),
  ],
  "8 MiB of brackets": ["jsonl", `${JSON_ROW}\n${"[".repeat(4 * MIB)}\n${'{"a":'.repeat(200_000)}\n${JSON_ROW}\n`, []],
  "a record of empty objects": ["jsonl", `${JSON_ROW}\n[${"{},".repeat(300_000)}{}]\n`, []],
};

for (const [title, [format, content, faults]] of Object.entries(HOSTILE)) {
  test(`${title}: a verdict at once`, async () => {
    assert.deepEqual(await faultsOf(format, content), faults);
    assert.deepEqual(await faultsOf(format, content, true), faults);
  });
}
