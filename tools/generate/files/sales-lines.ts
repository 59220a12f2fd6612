import type { SalesLine } from "../sales/bad-rows.ts";
import type { SalesColumn, SalesRecord } from "../sales/sale.ts";
import { csvLine } from "./csv-line.ts";
import type { FileStyle } from "./file-style.ts";

const NUMBERS: ReadonlySet<SalesColumn> = new Set([
  "customer_id",
  "store_id",
  "sales_person_id",
  "price",
  "quantity",
  "total_cost",
]);

/** The text of a sales file, line by line, each with its line end. Parquet is made from CSV. */
export function* salesText(style: FileStyle, lines: Iterable<SalesLine>): Generator<string> {
  const json = style.format === "jsonl";
  if (!json) yield `${style.byteOrderMark ? "\uFEFF" : ""}${csvLine(style.columns)}${style.lineEnd}`;
  for (const line of lines) yield json ? jsonText(style, line) : csvText(style, line);
}

function csvText({ columns, lineEnd }: FileStyle, { record, truncated }: SalesLine): string {
  const cells = columns.map((column) => record[column]);
  return csvLine(truncated ? cells.slice(0, 5) : cells) + lineEnd;
}

function jsonText({ columns }: FileStyle, { record, truncated }: SalesLine): string {
  const text = `{${columns.map((column) => `${JSON.stringify(column)}:${jsonValue(record, column)}`).join(",")}}`;
  return `${truncated ? text.slice(0, text.length / 2) : text}\n`;
}

// Numbers are written as the text they are: a JavaScript number would drop the last zero of 1.50.
function jsonValue(record: SalesRecord, column: SalesColumn): string {
  const text = record[column];
  if (text === "") return "null";
  return NUMBERS.has(column) && /^-?\d+(\.\d+)?$/.test(text) ? text : JSON.stringify(text);
}
