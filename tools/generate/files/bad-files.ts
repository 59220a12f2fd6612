import { gzipSync } from "node:zlib";
import type { Company } from "../company/company.ts";
import type { GeneratedFeed, GeneratedFile } from "../dataset.ts";
import { Random } from "../random.ts";
import { badLine, type SalesLine } from "../sales/bad-rows.ts";
import { goodLine } from "../sales/day-lines.ts";
import { EXTRA_COLUMN, SALES_COLUMNS } from "../sales/sale.ts";
import { salesOfDay } from "../sales/sales-of-day.ts";
import type { Sink } from "../sink.ts";
import { csvLine } from "./csv-line.ts";

interface BadFile {
  readonly key: string;
  readonly fault: string;
  readonly content: Uint8Array;
  readonly feed?: GeneratedFeed;
}

/** One file for each way in which a whole file can be bad. */
export async function writeBadFiles(sink: Sink, company: Company): Promise<readonly GeneratedFile[]> {
  const files = badFiles(company);
  for (const { key, content } of files) await sink.write(key, content);
  return files.map(({ key, fault, content, feed = "sales" }) => ({
    key,
    feed,
    bytes: content.length,
    rows: 0,
    badRows: [],
    rejectReasons: {},
    fault,
  }));
}

function badFiles(company: Company): readonly BadFile[] {
  const { firstMonth } = company.options;
  // Sales that are in no other file: accepted by mistake they would show in every sum.
  const sales = [...salesOfDay(company, `${firstMonth}-20`, 40, "bad-files")];
  const lines = sales.map(goodLine);
  const mostlyBad = sales.map((sale, index) => (index % 4 === 0 ? goodLine(sale) : badLine("wrong_total", sale)));
  const withoutPrice = SALES_COLUMNS.filter((column) => column !== "price");
  const header = csvLine(SALES_COLUMNS);
  const compressed = gzipSync(csv(header, SALES_COLUMNS, lines));
  return [
    { key: "raw/sales/January (final).csv", fault: "bad_name", content: csv(header, SALES_COLUMNS, lines) },
    { key: `raw/sales/sales_data_${firstMonth}.xlsx`, fault: "unsupported_format", content: Buffer.from("PK\x03\x04") },
    { key: "raw/sales/sales_data_empty.csv", fault: "empty_file", content: Buffer.alloc(0) },
    {
      key: "raw/sales/sales_data_headless.csv",
      fault: "missing_header",
      content: csv(csvLine(Object.values(lines[0]?.record ?? {}).slice(0, 8)), SALES_COLUMNS, lines),
    },
    {
      key: "raw/sales/sales_data_no_price.csv",
      fault: "missing_column:price",
      content: csv(csvLine(withoutPrice), withoutPrice, lines),
    },
    {
      key: "raw/sales/sales_data_truncated.csv.gz",
      fault: "corrupt_file",
      content: compressed.subarray(0, compressed.length / 2),
    },
    { key: "raw/sales/sales_data_junk.csv", fault: "bad_encoding", content: junk(company.options.seed) },
    {
      key: "raw/sales/sales_data_mostly_bad.csv",
      fault: "too_many_rejected_rows",
      content: csv(header, SALES_COLUMNS, mostlyBad),
    },
    {
      key: `raw/returns/returns_${firstMonth}.csv`,
      fault: "unknown_feed",
      feed: "unknown",
      content: csv(csvLine([...SALES_COLUMNS, EXTRA_COLUMN]), [...SALES_COLUMNS, EXTRA_COLUMN], lines),
    },
  ];
}

function csv(header: string, columns: readonly (keyof SalesLine["record"])[], lines: readonly SalesLine[]): Uint8Array {
  const rows = lines.map(({ record }) => csvLine(columns.map((column) => record[column])));
  return Buffer.from(`${[header, ...rows].join("\n")}\n`, "utf8");
}

/** Bytes of no encoding: 0xff occurs in no UTF-8 text. */
function junk(seed: number): Uint8Array {
  const random = new Random(seed, "junk");
  return Uint8Array.from({ length: 4096 }, (_, index) => (index === 0 ? 0xff : random.below(256)));
}
